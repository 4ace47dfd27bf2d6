// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace strata {

/// Names that lead somewhere, separated by commas. What stands in a file is never read as HTML.
class LinkLabel : public QLabel {
    Q_OBJECT

public:
    struct Link {
        QString text;
        QString target; ///< empty: leads nowhere
    };

    explicit LinkLabel(const QList<Link>& links, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& target);

protected:
    void changeEvent(QEvent* event) override;

private:
    void write();

    QList<Link> m_links;
};

} // namespace strata
