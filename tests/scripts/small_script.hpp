#pragma once
/// A script in a folder of its own, as the host finds it.
#include <fstream>
#include <optional>
#include <string>

#include "broken_plugins/temporary_folder.hpp"
#include "engine/host/plugin_host.hpp"
#include "support/catch.hpp"
#include "unit/plugins/small_district.hpp"

namespace eldercast::test {

using Catch::Matchers::StartsWith;

/// A head without parameters on line 1.
inline const std::string kHead = R"(local p = rule{version = "1.0.0", zh = "试", en = "Tries", clauses = "X1 X2"})"
                                 "\n";

class SmallScript {
 public:
  explicit SmallScript(const std::string& text, std::string kind = "funding") : kind_(std::move(kind)), folder_("script") {
    std::ofstream(file()) << text;
    host_.emplace(std::vector<std::filesystem::path>{folder_.path()});
    found_ = host_->find(id());
  }

  [[nodiscard]] std::string id() const { return kind_ + "/small"; }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / (kind_ + "_small.lua"); }
  [[nodiscard]] PluginHost& host() { return *host_; }
  [[nodiscard]] std::optional<RuleRefusal> refusal() const {
    const auto* refused = std::get_if<RuleRefusal>(&found_);
    return refused == nullptr ? std::nullopt : std::optional(*refused);
  }
  [[nodiscard]] const RuleDescription& description() const { return std::get<RuleDescription>(found_); }
  [[nodiscard]] RulePtr make(const std::vector<RuleValue>& values = {}) {
    if (const auto refused = refusal()) FAIL(refused->message);
    return host_->make(id(), values);
  }

 private:
  std::string kind_;
  TemporaryFolder folder_;
  std::optional<PluginHost> host_;
  std::variant<RuleDescription, RuleRefusal> found_;
};

/// Two towns, a hub, a station that is planned, a project and a service.
inline SmallDistrict two_towns() {
  SmallDistrict district;
  const TownId street = district.add_town(9000);
  const TownId town = district.add_town(4000);
  district.towns[0].kind = TownKind::street;
  district.towns[0].staff[Role::carer] = 12;
  FacilityState& hub = district[district.add(FacilityKind::street_centre, street, true, 0)];
  hub.floor_area_m2 = 1600;
  hub.capacity[Resource::nursing_bed] = 40;
  district.add(FacilityKind::community_station, town, true, 30);
  ProjectState project;
  project.key = 77;
  project.facility = FacilityId(1);
  project.town = town;
  project.cost = yuan(std::int64_t{500'000});
  district.projects.push_back(project);
  ServiceState meals;
  meals.id = "meals";
  meals.served[PriorityGroup::full] = 25;
  district.services.push_back(meals);
  return district;
}

/// The flows of one month of a funding script with this body below the head of one line.
inline MonthFlows play(const std::string& body, int month = 0) {
  SmallScript script(kHead + body);
  const RulePtr rule = script.make();
  SmallDistrict district = two_towns();
  MonthFlows flows;
  run_month(static_cast<FundingRule&>(*rule), district.view(month), flows);
  return flows;
}

/// What a script with this body says when it fails, in its head or in a phase.
inline std::string failure_of(const std::string& body, const std::string& head = kHead) {
  SmallScript script(head + body);
  if (const auto refused = script.refusal()) return refused->message;
  try {
    const RulePtr rule = script.make();
    SmallDistrict district = two_towns();
    MonthFlows flows;
    run_month(static_cast<FundingRule&>(*rule), district.view(0), flows);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no failure";
}

}  // namespace eldercast::test
