-- A programme against falls: of those who need no help yet fewer become dependent, more of those with some need seek home visits there, and the
-- district pays for every resident of 70 and over. What it does is an assumption until it is measured: the range of `fewer_per_mille` is wide.
local p = rule{
  version = "1.0.0",
  zh = "防跌倒项目",
  en = "A programme against falls: fewer become dependent",
  clauses = "X5",
  parameters = {
    {path = "first_month", type = "year_month", default = "2020-01", zh = "起始月份", en = "First month", clause = "X5", source = "an example"},
    {path = "where", type = "choice", choices = {"street", "town"}, default = "street", zh = "实施地区", en = "In which towns", clause = "X5",
     source = "an example"},
    {path = "fewer_per_mille", type = "integer", unit = "1/1000", min = 0, max = 1000, default = 150, low = 0, high = 300,
     zh = "失能发生减少", en = "Of those who would become dependent so many do not", clause = "X5", source = "assumption: an example"},
    {path = "more_visits_per_mille", type = "integer", unit = "1/1000", min = 0, max = 4000, default = 100, low = 0, high = 200,
     zh = "寻求上门服务的增加", en = "More of those with some need who want home visits seek them", clause = "X5", source = "assumption: an example"},
    {path = "yuan_per_person_year", type = "money", unit = "CNY/person/year", min = 0, max = 10000, default = 60, low = 30, high = 120,
     zh = "每名70岁及以上居民每年费用", en = "Cost of a resident of 70 and over, a year", clause = "X5", source = "assumption: an example"},
  },
  figures = {{id = "reached", unit = "persons", kind = "state", zh = "覆盖人数", en = "Residents of 70 and over where the programme is"}},
}

local from_70 = {"70-74", "75-79", "80-84", "85+"}

-- What is not said again does not hold any more.
function arrange(month, out)
  if month.calendar < p.first_month then return end
  for _, town in ipairs(month.towns) do
    if town.kind == p.where then
      out.health_change{event = "worsening", town = town, need = "independent", per_mille = -p.fewer_per_mille}
      if month.services.home_visits then
        out.demand_change{service = month.services.home_visits, town = town, need = "partial", per_mille = p.more_visits_per_mille}
      end
    end
  end
end

function pay(month, out)
  if month.calendar < p.first_month then return end
  for _, town in ipairs(month.towns) do
    if town.kind == p.where then
      local persons = 0
      for _, age in ipairs(from_70) do persons = persons + town.residents_by_age[age] end
      out.figure{figure = "reached", town = town, value = persons}
      if month.month_of_year == 12 and persons > 0 then
        out.posting{town = town, payer = "district_budget", purpose = "service", amount = persons * p.yuan_per_person_year, clause = "X5"}
      end
    end
  end
end
