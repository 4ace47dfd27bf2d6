// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/config_checks.h"

namespace strata::keras {

void check_configuration(const Reading& reading, const LayerConfig*, const Value&, const Value&)
{
    reading.document().verdict.worsen(Trust::Trusted);
}

} // namespace strata::keras
