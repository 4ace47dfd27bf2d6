// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QImage;
class QWidget;

namespace strata {

/// Draws a dialog that is open over a picture of its window, with the title that a desktop would
/// give it: without a screen there is no desktop to do so.
void draw_dialog(QImage& picture, const QWidget& window, QDialog& dialog);

} // namespace strata
