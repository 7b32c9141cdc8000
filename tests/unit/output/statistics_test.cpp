#include "output/statistics.hpp"

#include <cmath>

#include "output/render/text_cells.hpp"
#include "support/catch.hpp"
#include "text/width.hpp"

using namespace eldercast;

TEST_CASE("percentiles interpolate between order statistics") {
  // R: quantile(c(1, 2, 3, 4), c(0.05, 0.5, 0.95)) = 1.15, 2.5, 3.85
  const std::vector<double> values{1, 2, 3, 4};
  CHECK(percentile(values, 0.05) == Approx(1.15));
  CHECK(percentile(values, 0.5) == Approx(2.5));
  CHECK(percentile(values, 0.95) == Approx(3.85));
  CHECK(percentile(values, 0) == 1);
  CHECK(percentile(values, 1) == 4);
  CHECK(percentile(std::vector<double>{7}, 0.95) == 7);
  CHECK(std::isnan(percentile({}, 0.5)));
}

TEST_CASE("an estimate does not depend on the order of replicates") {
  const Estimate found = estimate({4, 1, 3, 2});
  CHECK(found.mean == 2.5);
  CHECK(found.median == 2.5);
  CHECK(found.low == Approx(1.15));
  CHECK(found.high == Approx(3.85));
  CHECK(std::isnan(estimate({}).mean));
}

TEST_CASE("Chinese characters take two columns and accents none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("江津区") == 6);
  CHECK(display_width("（一）") == 6);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(display_width("…") == 1);
  CHECK(display_width("\xFF\xE6") == 2);
  CHECK(pad_right("村", 5) == "村   ");
  CHECK(pad_left("12", 5) == "   12");
  CHECK(pad_left("江津区", 5) == "江津区");
}

TEST_CASE("a sparkline has a block a value, the highest for what is whole only") {
  const std::vector<double> values{0, 1, 50, 99.9, 100, 250, -3};
  CHECK(spark_text(values, 100) == "▁▁▄▇██▁");
  CHECK(display_width(spark_text(values, 100)) == values.size());
  CHECK(spark_text(std::vector<double>{0, 0}, 0) == "▁▁");
  CHECK(spark_text(std::vector<double>{std::nan(""), 1}, 1) == " █");
  CHECK(spark_text({}, 1).empty());
}

TEST_CASE("shortening never cuts a character and never exceeds the columns") {
  CHECK(shorten("江津区", 6) == "江津区");
  CHECK(shorten("江津区", 5) == "江津…");
  CHECK(shorten("江津区", 4) == "江…");
  CHECK(shorten("abcdef", 4) == "abc…");
  CHECK(shorten("", 4).empty());
}
