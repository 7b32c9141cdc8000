/// The page of a run: whatever a scenario calls its towns is harmless, nothing is asked of a network, and its sentences say what the
/// summary says.
#include <algorithm>
#include <set>
#include <utility>

#include "output/answer/summary.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_writer.hpp"
#include "output/page/html.hpp"
#include "output/page/page.hpp"
#include "output/page/svg.hpp"
#include "output/render/text_cells.hpp"
#include "output/report/boundaries.hpp"
#include "output/report/brief.hpp"
#include "output/report/report.hpp"
#include "support/catch.hpp"
#include "synthetic.hpp"
#include "temporary_folder.hpp"

using namespace eldercast;

namespace {

std::vector<Outcome> three(const Description& description, bool detail) {
  std::vector<Outcome> out;
  for (int r = 0; r < 3; ++r) {
    Outcome one = test::empty_outcome(description, r, detail && r == 0);
    Headline& h = one.headline;
    for (int month = 0; month < description.months(); ++month) {
      h.residents(month, Need::independent) = 9000;
      h.residents_covered(month, CoverageStrength::nominal) = 4000 + 100 * r;
      h.beds(month, BedType::nursing, BedCount::open) = 100;
      h.accrued_fen(month, Payer::city, Purpose::construction) = (1'000'000 + 10'000 * r) * std::int64_t{100};
      h.accrued_fen(month, Payer::resident, Purpose::service) = 500'000'00;
      h.prefinancing_fen(month) = 3'000'000'00;
    }
    h.bed_shortfall(description.months() - 1, ShortfallCause::no_bed) = 12;
    for (std::size_t town = 0; town < description.towns.size(); ++town) h.hub_break_even_per_mille(town) = 900;
    if (one.has_detail) {
      for (std::int32_t& month : one.detail.project_opened.cells()) month = 14;
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++out;
  return out;
}

/// The first element that is closed out of turn or never; empty if all are well nested.
std::string badly_nested(const std::string& html) {
  static const std::set<std::string> kVoid{"meta", "link", "input", "br"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html[at + 1] == '!') continue;
    const std::size_t end = html.find('>', at);
    const bool closes = html[at + 1] == '/';
    const std::size_t start = at + (closes ? 2 : 1);
    const std::string name = html.substr(start, std::min(html.find_first_of(" >/\n", start), end) - start);
    if (closes) {
      if (open.empty() || open.back() != name) return name;
      open.pop_back();
    } else if (!kVoid.contains(name) && html[end - 1] != '/') {
      open.push_back(name);
      // Scripts and styles hold text, not elements.
      if (name == "script" || name == "style") at = html.find("</" + name, end) - 1;
    }
  }
  return open.empty() ? "" : open.back();
}

Description evil_description() {
  Description out = test::make_description({});
  out.name_zh = "</title><script>alert(1)</script>";
  out.name_en = "\" onload=\"alert(2)";
  out.towns[0].name_zh = "<script>alert(3)</script>";
  out.towns[0].name_en = "'><img src=x onerror=alert(4)>";
  out.towns[1].name_zh = "\xE2\x80\xAE右左\xF0\x9F\x98\x80";  // a mark that turns the text around, and an emoji
  out.towns[2].name_zh = "甲&乙\"丙'";
  out.settlements[0].name_zh = "<svg onload=alert(5)>";
  out.services[0].name_en = "]]><b>";
  out.facilities[0].id = "</td></table>";
  out.data_gaps = {"<style>*{display:none}</style>"};
  out.origins[0].source = "<iframe src=//example.org>";
  return out;
}

}  // namespace

TEST_CASE("text of a scenario stays text in a page") {
  CHECK(escape("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
  CHECK(escape("a\xE2\x80\xAE"
               "b\xE2\x81\xA6"
               "c\xD8\x9C") == "abc");
  CHECK(escape("一\n二\x01") == "一 二");
  CHECK(escape("\xF0\x9F\x98\x80") == "\xF0\x9F\x98\x80");

  const Description description = evil_description();
  CHECK(count(render_report(description, three(description, true), {}), "<script>") == (can_draw_interactive() ? 2 : 1));
  ReportOptions drawings;
  drawings.interactive = false;
  const std::string html = render_report(description, three(description, true), drawings);
  CHECK(count(html, "<script") == 1);
  CHECK(count(html, "<style") == 1);
  CHECK(count(html, "<img") == 0);
  CHECK(count(html, "<iframe") == 0);
  CHECK(count(html, "<svg onload") == 0);
  CHECK(count(html, "\xE2\x80\xAE") == 0);
  CHECK(count(html, "右左\xF0\x9F\x98\x80") > 0);
  CHECK(count(html, "&lt;script&gt;alert(3)&lt;/script&gt;") > 0);
  CHECK(badly_nested(html).empty());
}

TEST_CASE("a page asks nothing of a network and says its charts") {
  const Description description = test::make_description({});
  ReportOptions drawings;
  drawings.interactive = false;
  const std::string html = render_report(description, three(description, true), drawings);
  for (const char* address : {"http://", "https://", "src=", "@import", "url("}) CHECK(count(html, address) == 0);
  CHECK(count(html, "default-src 'none'") == 1);
  CHECK(count(html, "<svg ") > 15);
  CHECK(count(html, "<svg ") == count(html, "role=\"img\"><title>"));
  CHECK(count(html, "<figure ") > 10);
  CHECK(count(html, "<figure ") == count(html, "Data table"));
  CHECK(html.find("nan") == std::string::npos);
  CHECK(badly_nested(html).empty());
  CHECK(html == render_report(description, three(description, true), drawings));
  if (can_draw_interactive()) CHECK(render_report(description, three(description, true), {}).size() > html.size() + 500'000);
}

TEST_CASE("both languages are in a page, and the wanted one shows first") {
  const Description description = test::make_description({});
  const std::vector<Outcome> outcomes = three(description, false);
  const std::string zh = render_report(description, outcomes, {});
  const std::string en = render_report(description, outcomes, {Language::en, "0.1.0", "0.1.0", "1.1"});
  CHECK(zh.find("<html lang=\"zh\" class=\"show-zh\">") != std::string::npos);
  CHECK(en.find("<html lang=\"en\" class=\"show-en\">") != std::string::npos);
  for (const std::string& html : {zh, en}) {
    CHECK(count(html, "class=\"zh\"") > 200);
    CHECK(count(html, "class=\"zh\"") == count(html, "class=\"en\""));
    CHECK(html.find("Is the plan met?") != std::string::npos);
    CHECK(html.find("规划能实现吗？") != std::string::npos);
  }
}

TEST_CASE("the first sentences say what the summary says") {
  const Description description = test::make_description({});
  const std::vector<Outcome> outcomes = three(description, false);
  const Summary summary = summarise(description, outcomes);
  const std::string html = render_report(description, outcomes, {});
  const auto said = [&](const std::string& text) {
    INFO(text);
    CHECK(html.find(text) != std::string::npos);
  };
  // 24 months of 1.00, 1.01 and 1.02 million yuan: means 2,424 万元; what residents pay is not public.
  said("应计2,424 [2,402, 2,446]万元");
  CHECK(summary.by_payer[Payer::city].accrued.mean == Approx(24'240'000));
  said("2021年起每年经常性费用" + estimate_text(summary.recurrent.total, false, kYuanPer10000) + "万元");
  said("2021年起每年经常性费用600万元，其中公共资金0万元");
  said("镇街垫资和自筹建设费未收回余额最高时" + estimate_text(summary.prefinancing_peak, false, kYuanPer10000) + "万元");
  said("床位缺口" + estimate_text(summary.beds.shortfall, false) + "人");
  said("for building towns are out of pocket by at most CNY 3 million");
  const TargetCounts counts = counts_of(summary.targets);
  CHECK(counts.judged > 0);
  const int met = counts.by_model[TargetVerdict::met];
  said((met == 0 ? std::string(" is met in nine of ten replicates: ") : std::to_string(met) + " are met (in nine of ten replicates), ") +
       std::to_string(counts.by_model[TargetVerdict::open]) + " open, " + std::to_string(counts.by_model[TargetVerdict::missed]) +
       " missed");
  CHECK(summary.uncovered.size() == description.settlements.size());
  said("平均6个社区和6个村没有自己的设施");
}

TEST_CASE("the map shows all replicates, whatever was kept of one") {
  const Description description = test::make_description({});
  std::vector<Outcome> outcomes = three(description, true);
  // In the one that is kept in detail all settlements of the first town are covered, in the others none.
  const auto in_town = [&](SettlementKind kind) {
    return static_cast<std::int32_t>(std::count_if(description.settlements.begin(), description.settlements.end(),
                                                   [&](const SettlementLine& one) { return one.town == TownId(0U) && one.kind == kind; }));
  };
  for (const SettlementKind kind : {SettlementKind::community, SettlementKind::village})
    outcomes[0].headline.town_settlements_covered(1, 0, kind, CoverageReading::own) = in_town(kind);
  ReportOptions drawings;
  drawings.interactive = false;
  for (const std::string& html : {render_report(description, outcomes, drawings), render_brief(description, outcomes, drawings, {})}) {
    const std::size_t map = html.find("<figure class=\"chart map\"");
    REQUIRE(map != std::string::npos);
    CHECK(html.find("33%", map) != std::string::npos);
    CHECK(html.find("3次模拟的平均", map) != std::string::npos);
  }
}

TEST_CASE("a brief lists the widest gaps first, keeps apart what cannot be, and says how to repeat it") {
  Description description = test::make_description({});
  description.resolved_text = "[operation]\nplatform_share = 0.95  # a\n";
  description.targets.villages_year = 2020;
  std::vector<Outcome> outcomes = three(description, false);
  for (Outcome& outcome : outcomes) {
    for (int month = 0; month < description.months(); ++month) {
      for (std::size_t target = 0; target < kCount<Target>; ++target) outcome.headline.targets(month, static_cast<Target>(target)) = 10'000;
      outcome.headline.targets(month, Target::g4_medical) = 9'000;
      outcome.headline.targets(month, Target::l2_centres) = 1'000;
    }
  }
  ReportOptions drawings;
  drawings.language = Language::en;
  drawings.program_version = "9.8.7";
  const std::string html = render_brief(description, outcomes, drawings, {});
  const Summary summary = summarise(description, outcomes);
  const auto name_of_target = [](Target target) { return std::string(row_of(target).en); };
  const std::size_t gaps = html.find("the furthest first");
  const std::size_t cannot = html.find("Cannot be met as written");
  REQUIRE(gaps != std::string::npos);
  REQUIRE(cannot != std::string::npos);
  const std::size_t platform = html.find(escape(name_of_target(Target::g7_platform)));
  CHECK(platform > cannot);
  const std::size_t centres = html.find(escape(name_of_target(Target::l2_centres)), gaps);
  const std::size_t medical = html.find(escape(name_of_target(Target::g4_medical)), gaps);
  CHECK(centres < medical);
  CHECK(html.find("eldercast meet") == std::string::npos);
  CHECK(html.find("seed " + std::to_string(summary.seed)) != std::string::npos);
  CHECK(html.find("eldercast 9.8.7") != std::string::npos);
}

TEST_CASE("the schedule needs detail, and says so") {
  const Description description = test::make_description({});
  const std::string without = render_report(description, three(description, false), {});
  CHECK(without.find("Run again with --full 1") != std::string::npos);
  const std::string with = render_report(description, three(description, true), {});
  CHECK(with.find("Run again with --full 1") == std::string::npos);
  CHECK(count(with, "2020-03</td>") == description.projects.size());  // month 14 from 2019-01
}

TEST_CASE("months of opening come back from a results file") {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("report.h5");
  const Scenario scenario = test::make_scenario({});
  const Description description = test::make_description({});
  const std::vector<Outcome> outcomes = three(description, true);
  {
    ResultsWriter writer(path, scenario, test::make_run_info(3), Existing::refuse);
    for (Outcome outcome : outcomes) writer.append(std::move(outcome));
    writer.finish();
  }
  const ResultsReader reader(path);
  std::vector<Outcome> back = reader.read_outcomes();
  reader.read_page_detail(back);
  CHECK(back[0].detail.project_opened == outcomes[0].detail.project_opened);
  CHECK(back[1].detail.project_opened.cells().empty());
}

TEST_CASE("without a replicate that ended well a page says that there are no results") {
  const Description description = test::make_description({});
  std::vector<Outcome> outcomes(2);
  for (Outcome& outcome : outcomes) outcome.failure = "funding/<b>rule</b>, 2019-03: refused";
  const std::string html = render_report(description, outcomes, {});
  CHECK(html.find("there are no results") != std::string::npos);
  CHECK(html.find("funding/&lt;b&gt;rule") != std::string::npos);
  CHECK(badly_nested(html).empty());
}

TEST_CASE("ticks are round and reach the highest value") {
  CHECK(ticks_up_to(109) == std::vector<double>{0, 50, 100, 150});
  CHECK(ticks_up_to(4) == std::vector<double>{0, 1, 2, 3, 4});
  CHECK(ticks_up_to(0) == std::vector<double>{0, 1});
  CHECK(ticks_up_to(0.83).back() >= 0.83);
}

TEST_CASE("boundaries know which places lie in none of them") {
  const Boundaries boundaries = read_boundaries(R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates":
      [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]}},
    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[9, 9], [10, 9], [10, 10], [9, 9]]]}},
    {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0, 0], [50, 50]]}}]})",
                                                "GS(2020)1");
  const BoundaryFit fit = fit_of(boundaries, {{3, 3}, {1.5, 1.5}, {20, 20}});
  CHECK(fit.outside == std::vector<std::size_t>{1, 2});
  CHECK(fit.empty_areas == 1);
}
