-- A bonus for carers who stay: each December, for everybody who has been in post for a year. A rule sees how many carers a town has and not who they
-- are; nobody can have been there for a year beyond the fewest that the town had in the last twelve months.
local p = rule{
  version = "1.0.0",
  zh = "护理员留任奖励",
  en = "A bonus for carers who stay for a year",
  clauses = "X2",
  parameters = {
    {path = "bonus_yuan", type = "money", min = 0, max = 100000, default = 3000, low = 1000, high = 6000, zh = "每人每年留任奖励",
     en = "Bonus of a carer, a year", clause = "X2", source = "assumption: an example"},
  },
}

local counts = {} -- by town: carers in post in the months so far, newest last

function pay(month, out)
  for _, town in ipairs(month.towns) do
    local past = counts[town] or {}
    counts[town] = past
    past[#past + 1] = town.staff.carer
    if #past > 12 then table.remove(past, 1) end
    if month.month_of_year == 12 and #past == 12 then
      local stayed = math.min(table.unpack(past))
      if stayed > 0 then
        out.posting{town = town, payer = "district_budget", purpose = "allowance", amount = stayed * p.bonus_yuan, clause = "X2"}
      end
    end
  end
end
