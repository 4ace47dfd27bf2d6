// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace strata {

/// What the marks beside rows mean.
class MarksDialog : public QDialog {
    Q_OBJECT

public:
    explicit MarksDialog(QWidget* parent = nullptr);
};

} // namespace strata
