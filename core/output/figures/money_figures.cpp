#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/money.hpp"
#include "output/figures/figure_catalogue.hpp"
#include "output/figures/recurrent.hpp"
#include "output/render/words.hpp"
#include "output/statistics.hpp"

namespace eldercast {

namespace {

constexpr double kPerThousand = 1000;

/// Who bears a cost, as a sentence has it: "the city", "towns".
std::string borne_by(Payer payer, const OwnNames& names) {
  const bool one = payer == Payer::city || payer == Payer::lottery_fund || payer == Payer::district_budget;
  return (one ? "the " : "") + words_of(payer, names).en;
}

/// Governments, the lottery fund and insurances, and those that the scenario names as public.
std::vector<Payer> public_payers(const OwnNames& names) {
  std::vector<Payer> out;
  for (const Payer payer : all_of<Payer>(names)) {
    if (is_public(payer, names)) out.push_back(payer);
  }
  return out;
}

/// Yuan that accrue in a town and year for these payers.
double of_town(const Headline& h, int year, std::size_t town, const std::vector<Payer>& payers) {
  double fen = 0;
  for (const Payer payer : payers) fen += static_cast<double>(h.town_accrued_fen(year, town, payer));
  return fen / kFenPerYuan;
}

}  // namespace

void FigureCatalogue::money() {
  subject_ = Subject::money;
  const OwnNames& names = description_.names;
  const std::vector<Payer> payers = all_of<Payer>(names);
  const std::vector<Purpose> purposes = all_of<Purpose>(names);
  const auto accrued = [at = calendar_](const Headline& h, int year, const auto& of_payers, const auto& for_purposes) {
    return at.sum(year, [&](int month) {
      double fen = 0;
      for (const Payer payer : of_payers) {
        for (const Purpose purpose : for_purposes) fen += static_cast<double>(h.accrued_fen(month, payer, purpose));
      }
      return fen / kFenPerYuan;
    });
  };
  const std::vector<Payer> governments = public_payers(names);
  add_flow(
      "money.all", "全部费用", "all costs", "CNY", Better::neither,
      [accrued, payers, purposes](const Headline& h, int year) { return accrued(h, year, payers, purposes); },
      [payers](const Headline& h, int year, std::size_t town) { return of_town(h, year, town, payers); });
  add_flow(
      "money.public", "公共资金", "public money", "CNY", Better::neither,
      [accrued, governments, purposes](const Headline& h, int year) { return accrued(h, year, governments, purposes); },
      [governments](const Headline& h, int year, std::size_t town) { return of_town(h, year, town, governments); });
  for (const Payer payer : payers) {
    add_flow(
        fmt::format("money.{}", name_of(payer, names)), fmt::format("{}承担", words_of(payer, names).zh),
        fmt::format("borne by {}", borne_by(payer, names)), "CNY", Better::neither,
        [accrued, payer, purposes](const Headline& h, int year) { return accrued(h, year, std::array{payer}, purposes); },
        [payer](const Headline& h, int year, std::size_t town) {
          return static_cast<double>(h.town_accrued_fen(year, town, payer)) / kFenPerYuan;
        });
  }
  for (const Purpose purpose : purposes) {
    add_flow(fmt::format("purpose.{}", name_of(purpose, names)), fmt::format("{}支出", words_of(purpose, names).zh),
             fmt::format("costs of {}", words_of(purpose, names).en), "CNY", Better::neither,
             [accrued, purpose, payers](const Headline& h, int year) { return accrued(h, year, payers, std::array{purpose}); });
  }
  recurrent();
  cost_of_care();
  for (std::size_t c = 0; c < description_.clauses.size(); ++c) {
    const std::string& clause = description_.clauses[c];
    if (clause.empty()) continue;
    add_flow("clause." + clause, clause + "条款资金", "costs under clause " + clause, "CNY", Better::neither,
             [c](const Headline& h, int year) { return static_cast<double>(h.clause_accrued_fen(year, c)) / kFenPerYuan; });
  }
  for (std::size_t f = 0; f < description_.rule_figures.size(); ++f) {
    const RuleFigureLine& line = description_.rule_figures[f];
    const bool state = line.kind == FigureKind::state;
    Figure& own = add(
        "rule." + line.id, line.name_zh, line.name_en, line.unit, Better::neither,
        [at = calendar_, f, state](const Headline& h, int year) {
          std::int64_t sum = 0;
          for (int month = state ? at.last(year) : at.first(year); month <= at.last(year); ++month) sum += h.rule_figures(month, f);
          return static_cast<double>(sum);
        },
        [f](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_rule_figures(year, town, f)); });
    own.over = state ? Over::end : Over::sum;
  }
  add("break_even", "中心保本入住率（中位）", "occupancy at which a centre breaks even, median", "1", Better::less,
      [](const Headline& h, int) {
        std::vector<double> shares;
        for (const std::int32_t per_mille : h.hub_break_even_per_mille.cells()) {
          if (per_mille >= 0) shares.push_back(per_mille / kPerThousand);
        }
        std::sort(shares.begin(), shares.end());
        return percentile(shares, 0.5);
      });
  add("never_break_even", "仅靠床位永不保本的中心", "centres that beds alone never pay for", "facilities", Better::less,
      [](const Headline& h, int) {
        double count = 0;
        for (const std::int32_t per_mille : h.hub_break_even_per_mille.cells()) count += per_mille > 1000 ? 1 : 0;
        return count;
      });
  Figure& advanced = add(
      "prefinancing_peak", "镇街垫资和自筹峰值", "highest month-end balance that towns have paid and nobody repaid", "CNY", Better::less,
      [at = calendar_](const Headline& h, int year) {
        std::int64_t peak = 0;
        for (int month = at.first(year); month <= at.last(year); ++month) peak = std::max(peak, h.prefinancing_fen(month));
        return static_cast<double>(peak) / kFenPerYuan;
      },
      [](const Headline& h, int year, std::size_t town) {
        return static_cast<double>(h.town_prefinancing_peak_fen(year, town)) / kFenPerYuan;
      });
  advanced.over = Over::peak;
  add("lottery_fund", "福彩公益金结余", "balance of the lottery fund", "CNY", Better::neither,
      [at = calendar_](const Headline& h, int year) {
        return static_cast<double>(h.lottery_fund_fen(at.last(year), FundCount::balance)) / kFenPerYuan;
      });
}

void FigureCatalogue::recurrent() {
  const auto of = [this](std::string id, std::string zh, std::string en, std::vector<Payer> payers) {
    add("recurrent." + std::move(id), std::move(zh), std::move(en), "CNY", Better::neither,
        [payers = std::move(payers), at = calendar_](const Headline& h, int year) {
          double fen = 0;
          for (const Payer payer : payers) fen += recurrent_fen(h, at.last(year), payer);
          return fen / kFenPerYuan;
        });
  };
  const OwnNames& names = description_.names;
  of("all", "此后每年：全部费用", "a year after: all costs", all_of<Payer>(names));
  of("public", "此后每年：公共资金", "a year after: public money", public_payers(names));
  for (const Payer payer : all_of<Payer>(names)) {
    const Text words = words_of(payer, names);
    of(std::string(name_of(payer, names)), "此后每年：" + words.zh, "a year after: " + words.en, {payer});
  }
}

void FigureCatalogue::cost_of_care() {
  const auto of = [this](const char* id, const char* zh, const char* en, std::vector<Payer> payers) {
    add(id, zh, en, "CNY a person-year", Better::neither,
        [payers = std::move(payers), purposes = all_of<Purpose>(description_.names), at = calendar_](const Headline& h, int year) {
          double fen = 0;
          double months = 0;
          for (int month = 0; month <= at.last(year); ++month) {
            months += static_cast<double>(h.residents_covered(month, CoverageStrength::cared));
            for (const Payer payer : payers) {
              for (const Purpose purpose : purposes) fen += static_cast<double>(h.accrued_fen(month, payer, purpose));
            }
          }
          return months > 0 ? fen / kFenPerYuan / (months / 12) : kUnknown;
        });
  };
  of("care_cost.all", "每人年照护平均费用，全部费用", "average cost of a person-year of care, all costs",
     all_of<Payer>(description_.names));
  of("care_cost.public", "每人年照护平均费用，公共资金", "average cost of a person-year of care, public money",
     public_payers(description_.names));
}

void FigureCatalogue::waiting() {
  subject_ = Subject::money;
  for (const WaitFor what : all_of<WaitFor>()) {
    add_flow(
        fmt::format("projects_waited.{}", name_of(what)), fmt::format("项目等待月数：{}", chinese_of(what)),
        fmt::format("months that projects waited {}", what == WaitFor::rule   ? "because a rule held them"
                                                      : what == WaitFor::town ? "for money of towns"
                                                                              : fmt::format("for money of the {}", name_of(what))),
        "project-months", Better::less,
        [what, at = calendar_](const Headline& h, int year) {
          return at.sum(year, [&](int month) { return h.projects_waiting(month, what); });
        },
        [what](const Headline& h, int year, std::size_t town) { return static_cast<double>(h.town_projects_waited(year, town, what)); });
  }
  add("building_pace", "建设延误倍数", "delays of building, as a multiple of the scenario's", "1", Better::less,
      [](const Headline& h, int year) { return h.building_pace_per_mille(year) / kPerThousand; });
  for (const Payer payer : {Payer::city, Payer::district_budget}) {
    add(fmt::format("grants_waiting.{}", name_of(payer)), fmt::format("到期未付：{}", chinese_of(payer)),
        fmt::format("earned and not paid, beyond the year's money of {}", borne_by(payer, description_.names)), "CNY", Better::less,
        [payer](const Headline& h, int year) { return static_cast<double>(h.grants_waiting_fen(year, payer)) / kFenPerYuan; });
  }
}

}  // namespace eldercast
