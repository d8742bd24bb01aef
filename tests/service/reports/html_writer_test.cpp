#include "service/reports/html_writer.hpp"

#include <gtest/gtest.h>

namespace tertil::reports {
namespace {

TEST(HtmlWriter, NoTextBecomesMarkup) {
  HtmlWriter html;
  html.element("p", "<script>alert('x')</script> & \"å\"", {{"title", "\"><b>"}});
  EXPECT_EQ(html.page("<t>"),
            "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<title>&lt;t&gt;</title>\n<link rel=\"icon\" href=\"data:,\">\n</head>\n<body>\n"
            "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; "
            "&amp; &quot;å&quot;</p>\n</body>\n</html>\n");
}

}  // namespace
}  // namespace tertil::reports
