#include "geo/landclass/InterventionSets.h"

#include <map>
#include <set>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

using Members = std::vector<std::uint32_t>;

Members anyMembers() {
  const std::set<std::uint32_t> members =
      *rc::gen::container<std::set<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 200));
  return {members.begin(), members.end()};
}

}  // namespace

TEST_CASE("a set has one number, of which its members come back") {
  CHECK(rc::check("against a map", [] {
    InterventionSets sets;
    std::map<Members, InterventionSetId> known = {{{}, kNoInterventions}};
    for (int i = 0; i < 30; ++i) {
      const Members members = anyMembers();
      const InterventionSetId id = sets.intern(members);
      const auto [place, isNew] = known.try_emplace(members, id);
      RC_ASSERT(place->second == id);
    }
    std::set<InterventionSetId> ids;
    for (const auto& [members, id] : known) {
      RC_ASSERT(ids.insert(id).second);
      RC_ASSERT(sets.members(id) == members);
      RC_ASSERT(sets.find(members) == id);
      if (members.empty()) continue;
      RC_ASSERT(sets.members(sets.withoutLast(id)) == Members(members.begin(), members.end() - 1));
    }
  }));
}

TEST_CASE("a set that is not known is found by its first members") {
  InterventionSets sets;
  const InterventionSetId known = sets.intern(Members{3, 70});
  CHECK(sets.find(Members{3, 70, 9000}) == known);
  CHECK(sets.members(sets.find(Members{3, 80})) == Members{3});
  CHECK(sets.find(Members{4, 70}) == kNoInterventions);
  CHECK(sets.withoutLast(kNoInterventions) == kNoInterventions);
}

TEST_CASE("a thousand members are a set like any other") {
  InterventionSets sets;
  Members members(1000);
  for (std::uint32_t i = 0; i < 1000; ++i) members[i] = 3 * i;
  CHECK(sets.members(sets.intern(members)) == members);
  CHECK(sets.size() == 1001);
}
