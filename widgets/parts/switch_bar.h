// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace strata {

/// Two or more buttons of which one is chosen: Model | File, Linear | Log.
class SwitchBar : public QWidget {
    Q_OBJECT

public:
    explicit SwitchBar(const QStringList& texts, QWidget* parent = nullptr);

    [[nodiscard]] int chosen() const;
    void choose(int index); ///< says nothing: for the program's own changes
    void setPartEnabled(int index, bool enabled);

Q_SIGNALS:
    void chosenByUser(int index);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitWidths();

    QButtonGroup* m_group;
};

} // namespace strata
