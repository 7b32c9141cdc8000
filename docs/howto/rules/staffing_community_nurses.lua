-- Community nurses whom a charity pays: a role and a payer that the scenario names, and a target of the rule's own.
-- The scenario that switches it on has the tables [names.role.nurse] and [names.payer.charity_federation], each with zh and en.
local p = rule{
  version = "1.0.0",
  zh = "社区护士",
  en = "Community nurses whom a charity pays",
  clauses = "X6",
  names = "role.nurse payer.charity_federation",
  keeps = "nurse",
  parameters = {
    {path = "hired_a_year", type = "integer", unit = "persons", min = 0, max = 1000, default = 24, low = 12, high = 36,
     zh = "每年录用", en = "Nurses hired a year", clause = "X6", source = "assumption: an example"},
    {path = "left_a_year", type = "number", unit = "1", min = 0, max = 1, default = 0.2, low = 0.1, high = 0.4,
     zh = "年流失率", en = "Share that leaves in a year", clause = "X6", source = "assumption: an example"},
    {path = "yuan_a_month", type = "money", unit = "CNY/person/month", min = 0, max = 100000, default = 6000, low = 5000, high = 8000,
     zh = "每名护士每月费用", en = "Cost of a nurse, a month", clause = "X6", source = "assumption: an example"},
    {path = "second_payer", type = "payer", default = "district_budget",
     zh = "其余费用由谁承担", en = "Who pays what the charity does not", clause = "X6", source = "an example"},
    {path = "charity_share", type = "number", unit = "1", min = 0, max = 1, default = 0.5, low = 0.3, high = 0.7,
     zh = "慈善承担比例", en = "Share that the charity pays", clause = "X6", source = "assumption: an example"},
    {path = "wanted", type = "integer", unit = "persons", min = 1, max = 10000, default = 60,
     zh = "目标人数", en = "How many there are to be", clause = "X6", source = "an example"},
  },
  figures = {{id = "nurses", unit = "persons", kind = "state", zh = "在岗社区护士", en = "Community nurses in post"}},
  targets = {{id = "enough", figure = "nurses", at_least = "wanted", due = 2022, clause = "X6",
              zh = "社区护士人数", en = "community nurses in post"}},
}

-- Whole persons leave and are hired; what is less than one is kept for a later month.
local hired = 0
local leaving = {}

function staff(month, out)
  hired = hired + p.hired_a_year
  out.district_hires{role = "nurse", hired = hired // 12}
  hired = hired % 12
  for _, town in ipairs(month.towns) do
    local open = (leaving[town] or 0) + town.staff.nurse * p.left_a_year / 12
    if open >= 1 then out.staff{town = town, role = "nurse", left = math.floor(open)} end
    leaving[town] = open - math.floor(open)
  end
end

function pay(month, out)
  for _, town in ipairs(month.towns) do
    local nurses = town.staff.nurse
    if nurses > 0 then
      local cost = nurses * p.yuan_a_month
      local charity = math.floor(cost * p.charity_share + 0.5)
      out.posting{town = town, payer = "charity_federation", purpose = "allowance", amount = charity, clause = "X6"}
      out.posting{town = town, payer = p.second_payer, purpose = "allowance", amount = cost - charity, clause = "X6"}
    end
    out.figure{figure = "nurses", town = town, value = nurses}
  end
end
