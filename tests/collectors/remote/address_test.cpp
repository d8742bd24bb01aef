#include "collectors/remote/address.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>

#include <cstring>

namespace tertil::collectors::remote {
namespace {

TEST(Address, IsHttpOrHttpsWithoutAUser) {
  const auto address = parse_address("https://API.kolada.se/v3/kpi/N1?per_page=5");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "api.kolada.se");
  EXPECT_EQ(address->port, 443);
  EXPECT_EQ(address->shown(), "https://api.kolada.se/v3/kpi/N1");
  EXPECT_EQ(parse_address("http://[::1]:81/x")->shown(), "http://[::1]:81/x");
  for (const std::string bad : {"", "api.kolada.se", "ftp://x/", "file:///etc/passwd", "https://",
                                "https://user@host/", "https://user:word@host/", "gopher://x"}) {
    EXPECT_FALSE(parse_address(bad)) << bad;
  }
}

TEST(Address, IsListedByItsSchemeHostAndPortAlone) {
  const std::vector<std::string> listed{"https://api.kolada.se", "http://10.1.2.3:8080"};
  const auto is = [&](const char* url) { return is_listed(*parse_address(url), listed); };
  EXPECT_TRUE(is("https://api.kolada.se/v3"));
  EXPECT_TRUE(is("https://api.kolada.se:443/"));
  EXPECT_TRUE(is("http://10.1.2.3:8080/x"));
  EXPECT_FALSE(is("http://api.kolada.se/v3"));
  EXPECT_FALSE(is("https://api.kolada.se:8443/"));
  EXPECT_FALSE(is("https://api.kolada.se.evil.example/"));
  EXPECT_FALSE(is("https://kolada.se/"));
  EXPECT_FALSE(is("http://10.1.2.3/"));
}

bool may(const std::string& host, const std::string& ip) {
  if (ip.find(':') == std::string::npos) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    inet_pton(AF_INET, ip.c_str(), &v4.sin_addr);
    return may_connect(host, *reinterpret_cast<const sockaddr*>(&v4));
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  inet_pton(AF_INET6, ip.c_str(), &v6.sin6_addr);
  sockaddr_storage room{};
  std::memcpy(&room, &v6, sizeof v6);
  return may_connect(host, *reinterpret_cast<const sockaddr*>(&room));
}

TEST(Address, OfOurOwnMachineOrLinkIsOnlyForThoseWhoAreListedAsIt) {
  for (const std::string ip : {"127.0.0.1", "127.8.9.1", "169.254.169.254", "169.254.0.1", "::1",
                               "fe80::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254"}) {
    EXPECT_FALSE(may("api.example", ip)) << ip;
  }
  for (const std::string ip :
       {"0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "ff02::1"}) {
    EXPECT_FALSE(may("api.example", ip)) << ip;
    EXPECT_FALSE(may(ip, ip)) << ip;
  }
  for (const std::string ip : {"127.0.0.1", "::1", "169.254.169.254", "fe80::1"}) {
    EXPECT_TRUE(may(ip, ip)) << ip;
  }
  EXPECT_TRUE(may("localhost", "127.0.0.1"));
  EXPECT_TRUE(may("localhost", "::1"));
  EXPECT_FALSE(may("localhost", "169.254.169.254"));
  for (const std::string ip :
       {"10.1.2.3", "192.168.0.1", "8.8.8.8", "2001:db8::1", "168.254.0.1"}) {
    EXPECT_TRUE(may("api.example", ip)) << ip;
  }
}

TEST(Address, GetsItsQueryEncoded) {
  EXPECT_EQ(with_query("https://x/y", {}), "https://x/y");
  EXPECT_EQ(with_query("https://x/y?a=1", {{"b c", "å&=#,*"}}),
            "https://x/y?a=1&b%20c=%C3%A5%26%3D%23,*");
  EXPECT_EQ(with_query("https://x", {{"valuecodes[Kon]", "1,2"}}), "https://x?valuecodes[Kon]=1,2");
  EXPECT_EQ(percent_encoded("M 17/2"), "M%2017%2F2");
}

TEST(Address, OfTheNextPageIsSeenFromTheOneBefore) {
  EXPECT_EQ(resolved("https://x/v3/data?page=1", "https://y/z?page=2"), "https://y/z?page=2");
  EXPECT_EQ(resolved("https://x/v3/data?page=1", "?page=2"), "https://x/v3/data?page=2");
  EXPECT_EQ(resolved("https://x/v3/data?page=1", "/v3/more"), "https://x/v3/more");
  EXPECT_EQ(resolved("https://x/v3/data", "http://[bad"), std::nullopt);
}

}  // namespace
}  // namespace tertil::collectors::remote
