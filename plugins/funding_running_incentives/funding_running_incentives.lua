-- The district's monthly running incentive for community facilities that qualify (F4), by floor area.
local plan = "plan 江津府办发〔2020〕38号, 三(二)"
local function incentive(path, default, zh, en)
  return {path = path, type = "money", unit = "CNY/month", min = 0, max = 1000000, default = default, zh = zh, en = en, clause = "F4", source = plan}
end

local p = rule{
  version = "1.0.0",
  zh = "区级运行激励（按建筑面积按月核拨）",
  en = "Monthly running incentive of the district, by floor area",
  clauses = "F4",
  parameters = {
    {path = "first_month", type = "year_month", min = "2000-01", max = "2099-12", default = "2020-04", zh = "开始核拨运行激励的首月",
     en = "First month of the incentive", clause = "F4", source = "the month after the plan of 16 March 2020"},
    incentive("up_to_500_m2_yuan", 2000, "建筑面积500平方米及以下设施的月运行激励", "A month for a facility of up to and including 500 m2"),
    incentive("up_to_1000_m2_yuan", 3000, "建筑面积501至1000平方米设施的月运行激励", "A month for a facility of over 500 up to and including 1000 m2"),
    incentive("over_1000_m2_yuan", 4000, "建筑面积1000平方米以上设施的月运行激励", "A month for a facility of over 1000 m2"),
    incentive("village_point_yuan", 500, "村级互助养老点的月运行激励", "A month for a village point, whatever its area"),
    {path = "town_centres_count", type = "boolean", default = true, zh = "镇养老服务中心是否享受运行激励",
     en = "Town centres get the incentive as well", clause = "F4",
     source = "the plan does not say whether a town centre is a community facility; a switch"},
    {path = "qualifying_share", min = 0, max = 1, default = 0.7, low = 0.4, high = 1, zh = "符合激励政策条件的站和中心的比例",
     en = "Share of the stations and centres that qualify", clause = "F4",
     source = "assumption, parameters_extra.csv quality/model_running_incentive_qualifying_share F4;stations and street centres 0.7 "
       .. "(0.4-1); taken for town centres as well"},
    {path = "qualifying_share_points", min = 0, max = 1, default = 0.6, low = 0.3, high = 1, zh = "符合激励政策条件的村级互助养老点的比例",
     en = "Share of the village points that qualify", clause = "F4",
     source = "assumption, parameters_extra.csv quality/model_running_incentive_qualifying_share F4;village points 0.6 (0.3-1)"},
  },
}

local function amount_of(facility)
  local kind = facility.kind
  if kind == "care_home" then return 0 end
  if kind == "village_point" then return p.village_point_yuan end
  if kind == "town_centre" and not p.town_centres_count then return 0 end
  local area = facility.floor_area_m2
  if area <= 500 then return p.up_to_500_m2_yuan end
  return area <= 1000 and p.up_to_1000_m2_yuan or p.over_1000_m2_yuan
end

-- The same counter in every month: a facility qualifies for good or not at all.
local function qualifies(facility, month)
  local share = facility.kind == "village_point" and p.qualifying_share_points or p.qualifying_share
  return month.chance(share, facility, 0)
end

function pay(month, out)
  if month.calendar < p.first_month then return end
  for _, facility in ipairs(month.facilities) do
    if facility.status == "open" then
      local amount = amount_of(facility)
      if amount > 0 and qualifies(facility, month) then
        out.posting{
          town = facility.town,
          facility = facility,
          payer = "district_budget",
          purpose = "running",
          amount = amount,
          relieves = facility.run_by == "social" and "operator" or "town_government",
          clause = "F4",
          lottery_fund_first = true,
        }
      end
    end
  end
end
