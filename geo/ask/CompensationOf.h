#pragma once

#include "geo/account/Account.h"
#include "geo/landclass/LandClass.h"
#include "geo/project/CompensationSpec.h"
#include "geo/value/CompensationTables.h"

namespace tanhui {

/// The ledger of a table of [[compensation]], where its data are silent with the land of the account: a party's land
/// and forest in ha, and its uptake of a year in tCO2 with the 95 % interval of the account. Throws Error as compensate
/// does, and for two zones of one name.
NamedCompensation compensationOf(const CompensationSpec& spec, const Account& account, const LandClasses& classes,
                                 int year);

/// What can be told before there is an account: tables that cannot be read, parties, figures and weights at fault.
/// `zones` are the names of the parties' layer. Throws Error. (Who may sell how much forest cover only the account can
/// tell.)
void requireCompensation(const CompensationSpec& spec, const std::vector<std::string>& zones);

}  // namespace tanhui
