-- Hospitals send people home earlier: from a month on more of those who want a short stay seek one, and insurance bears a part of its price.
local p = rule{
  version = "1.0.0",
  zh = "出院过渡照护",
  en = "Discharge from hospital raises short stays",
  clauses = "X3",
  parameters = {
    {path = "first_month", type = "year_month", default = "2021-01", zh = "起始月份", en = "First month", clause = "X3", source = "an example"},
    {path = "more_per_mille", type = "integer", unit = "1/1000", min = 0, max = 4000, default = 250, low = 100, high = 500,
     zh = "寻求短期托养的增加", en = "More of those who want a short stay seek one", clause = "X3", source = "assumption: an example"},
    {path = "covered_yuan_per_day", type = "money", unit = "CNY/day", min = 0, max = 1000, default = 20, low = 0, high = 60,
     zh = "医保每日支付", en = "What medical insurance pays of a day", clause = "X3", source = "assumption: an example"},
  },
}

local groups = {"special_hardship", "full", "partial", "aged_80_plus", "living_alone", "others"}

-- What is not said again does not hold any more: changes of demand and covers are said in every month.
function arrange(month, out)
  local short_stay = month.services.short_stay
  if not short_stay or month.calendar < p.first_month then return end
  out.demand_change{service = short_stay, per_mille = p.more_per_mille}
  for _, group in ipairs(groups) do
    out.cover{service = short_stay, group = group, payer = "medical_insurance", per_unit = p.covered_yuan_per_day, clause = "X3"}
  end
end
