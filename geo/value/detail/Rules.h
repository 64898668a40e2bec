#pragma once

#include "geo/value/Compensation.h"

namespace tanhui {

/// Chongqing's deals in forest cover (渝府办发〔2018〕159号, recalled; the price per 亩 is what two published deals
/// paid): needs (target x land - forest) x 15 亩, may sell (forest - floor x land) x 15 亩; what is bought counts for
/// the buyer's target alone, its forest stays as it is.
Compensation forestCover(const CompensationTerms& terms, const CsvTable& table);

/// Chongqing's water rule of 2018 (People's Daily 2018-07-02, Xinhua 2020-07-14): by month, over its function's class
/// upstream pays; else better than last year downstream pays, worse upstream; equal nobody.
Compensation waterQuality(const CompensationTerms& terms, const CsvTable& table);

/// (a) net = E - S pays at the price, below 0 gets; (b) gap = E - (S + (sum E - sum S) x w), w a party's share of what
/// `share` says, sums to zero. Usual forms of the literature (recalled). With indices: economic contribution ECC =
/// (G_i / G) / (E_i / E), ecological carrying ESC = (S_i / S) / (E_i / E), their product, and the ability to pay of
/// Pearl's curve 1 / (1 + exp(3 - 1 / Engel)).
Compensation carbonBalance(const CompensationTerms& terms, const CsvTable& table);

/// payer, receiver, object, quantity, unit, price; amount_yuan, where given, must be quantity x price.
Compensation customLedger(const CompensationTerms& terms, const CsvTable& table);

}  // namespace tanhui
