-- A grant by floor area with a yearly cap: the district pays for every facility of the plan when it opens, as far as the year's money goes; what is
-- left is owed, and paid first in the next year.
local p = rule{
  version = "1.0.0",
  zh = "按建筑面积的建设补助（设年度上限）",
  en = "A grant by floor area with a yearly cap",
  clauses = "X1",
  parameters = {
    {path = "first_month", type = "year_month", default = "2020-01", zh = "起始月份", en = "First month of the grant", source = "an example"},
    {path = "yuan_per_m2", type = "money", unit = "CNY/m2", min = 0, max = 10000, default = 300, low = 100, high = 500,
     zh = "每平方米补助", en = "Grant for a square metre", clause = "X1", source = "assumption: an example"},
    {path = "cap_yuan_per_year", type = "money", unit = "CNY/year", min = 0, max = 1000000000, default = 1000000, low = 500000, high = 2000000,
     zh = "年度上限", en = "Most that is paid in a calendar year", clause = "X1", source = "assumption: an example"},
  },
}

-- What a script keeps in variables is its own, in every replicate anew.
local owed = {} -- a list of {facility = ..., fen = ...}, oldest first
local year, left = 0, 0

function pay(month, out)
  if month.calendar < p.first_month then return end
  if month.year ~= year then year, left = month.year, p.cap_yuan_per_year end

  local opened = {}
  for _, facility in ipairs(month.facilities) do
    if facility.from_project and facility.status == "open" and facility.opened == month.month then opened[#opened + 1] = facility end
  end
  -- By key: the order in which a table lists facilities must not decide who gets the last of the money.
  table.sort(opened, function(a, b) return math.ult(a.key, b.key) end)
  for _, facility in ipairs(opened) do owed[#owed + 1] = {facility = facility, fen = facility.floor_area_m2 * p.yuan_per_m2} end

  while owed[1] and left > 0 do
    local first = owed[1]
    local paid = math.min(first.fen, left)
    if paid > 0 then
      out.posting{town = first.facility.town, facility = first.facility, payer = "district_budget", purpose = "construction", amount = paid,
        relieves = "town_government", clause = "X1"}
    end
    first.fen, left = first.fen - paid, left - paid
    if first.fen == 0 then table.remove(owed, 1) end
  end
end
