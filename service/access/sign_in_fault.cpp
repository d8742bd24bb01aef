#include "service/access/sign_in_fault.hpp"

namespace tertil::access {

std::string_view code_of(SignInFault fault) {
  switch (fault) {
    case SignInFault::kUnreachable: return "provider-unreachable";
    case SignInFault::kDiscovery: return "wrong-discovery";
    case SignInFault::kBadAnswer: return "provider-answer";
    case SignInFault::kUnknownState: return "unknown-state";
    case SignInFault::kOtherBrowser: return "other-browser";
    case SignInFault::kAlreadyUsed: return "already-used";
    case SignInFault::kTooLate: return "too-late";
    case SignInFault::kMixedUp: return "mixed-up-provider";
    case SignInFault::kDenied: return "provider-refused";
    case SignInFault::kCodeRefused: return "code-refused";
    case SignInFault::kBadToken: return "unreadable-token";
    case SignInFault::kAlgorithm: return "algorithm-refused";
    case SignInFault::kUnknownKey: return "unknown-key";
    case SignInFault::kSignature: return "wrong-signature";
    case SignInFault::kIssuer: return "wrong-issuer";
    case SignInFault::kAudience: return "wrong-audience";
    case SignInFault::kParty: return "wrong-party";
    case SignInFault::kExpired: return "expired";
    case SignInFault::kNotYet: return "not-yet-valid";
    case SignInFault::kNonce: return "wrong-nonce";
    case SignInFault::kNoGroup: return "no-group";
    case SignInFault::kBlocked: return "blocked";
    case SignInFault::kWrongSecret: return "wrong-proxy-secret";
    case SignInFault::kNobody: return "no-user";
    case SignInFault::kBusy: return "busy";
    case SignInFault::kStore: return "store";
  }
  return "store";
}

std::string_view page_code_of(SignInFault fault) {
  switch (fault) {
    case SignInFault::kUnreachable:
    case SignInFault::kDiscovery:
    case SignInFault::kBadAnswer: return "provider";
    case SignInFault::kUnknownState:
    case SignInFault::kOtherBrowser:
    case SignInFault::kAlreadyUsed:
    case SignInFault::kTooLate:
    case SignInFault::kCodeRefused: return "again";
    case SignInFault::kDenied: return "cancelled";
    case SignInFault::kNoGroup: return "no-group";
    case SignInFault::kBlocked: return "blocked";
    case SignInFault::kBusy:
    case SignInFault::kStore: return "busy";
    case SignInFault::kMixedUp:
    case SignInFault::kBadToken:
    case SignInFault::kAlgorithm:
    case SignInFault::kUnknownKey:
    case SignInFault::kSignature:
    case SignInFault::kIssuer:
    case SignInFault::kAudience:
    case SignInFault::kParty:
    case SignInFault::kExpired:
    case SignInFault::kNotYet:
    case SignInFault::kNonce:
    case SignInFault::kWrongSecret:
    case SignInFault::kNobody: return "untrusted";
  }
  return "untrusted";
}

}  // namespace tertil::access
