-- A bureau pays for lodgings near the work: fewer carers leave, the price of home visits falls, and what it costs and does is told in figures of its own.
local p = rule{
  version = "1.0.0",
  zh = "护理员住房补贴",
  en = "Lodgings for carers: fewer of them leave",
  clauses = "X4",
  parameters = {
    {path = "first_month", type = "year_month", default = "2020-01", zh = "起始月份", en = "First month", clause = "X4", source = "an example"},
    {path = "fewer_leave_per_mille", type = "integer", unit = "1/1000", min = 0, max = 1000, default = 200, low = 100, high = 300,
     zh = "离职减少", en = "Of those who would leave so many stay", clause = "X4", source = "assumption: an example"},
    {path = "yuan_per_month", type = "by_year", unit = "CNY/month", min = 0, max = 10000, default = {}, zh = "每人每月补贴（按年）",
     en = "Paid for a carer's lodging, by year; nothing where none is named", clause = "X4", source = "an example"},
  },
  figures = {
    {id = "carers_lodged", unit = "person-months", zh = "住房补贴人月", en = "Months of lodgings paid for"},
    {id = "carers_in_post", unit = "persons", kind = "state", zh = "在岗护理员", en = "Carers in post, as this rule sees them"},
  },
}

-- The latest year that is not later holds.
local function in_year(values, year)
  local found = 0
  for from, value in pairs(values) do
    if from <= year then found = value end
  end
  return found
end

function staff(month, out)
  if month.calendar < p.first_month then return end
  out.staff_change{role = "carer", left_per_mille = -p.fewer_leave_per_mille}
end

function pay(month, out)
  local rate = yuan(in_year(p.yuan_per_month, month.year))
  for _, town in ipairs(month.towns) do
    local carers = town.staff.carer
    out.figure{figure = "carers_in_post", town = town, value = carers}
    if rate > 0 and carers > 0 and month.calendar >= p.first_month then
      out.posting{town = town, payer = "district_budget", purpose = "allowance", amount = carers * rate, clause = "X4"}
      out.figure{figure = "carers_lodged", town = town, value = carers}
    end
  end
end
