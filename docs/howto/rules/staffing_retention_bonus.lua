-- A bonus for carers who stay: each December, for everybody who has been in post for a year. A rule sees how many they are in each town and not who;
-- the carers of the start count as having stayed.
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

function pay(month, out)
  if month.month_of_year ~= 12 then return end
  for _, town in ipairs(month.towns) do
    local stayed = town.stayed_a_year
    if stayed > 0 then
      out.posting{town = town, payer = "district_budget", purpose = "allowance", amount = stayed * p.bonus_yuan, clause = "X2"}
    end
  end
end
