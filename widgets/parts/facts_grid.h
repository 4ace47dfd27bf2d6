// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QWidget>

namespace strata {

/// Lines of a name and what it is, in one or more pairs of columns filled downwards.
class FactsGrid : public QWidget {
    Q_OBJECT

public:
    enum class ValueStyle {
        Paragraph, ///< left, body font, on as many lines as it takes
        Text,      ///< left, body font
        Fixed,     ///< left, fixed font
        Code,      ///< left, fixed font, on as many lines as it takes
        Figure,    ///< right, fixed font: digits stand under digits
        Word,      ///< right, body font: in the place of a figure
    };

    struct Fact {
        QString name;
        QString value;
        ValueStyle style = ValueStyle::Text;
        QString full = {};      ///< in the tool tip: the exact value
        bool secondary = false; ///< a value that says there is none
        QStringList code = {};  ///< parts of a Paragraph that stand in the fixed font, in order
    };

    explicit FactsGrid(QWidget* parent = nullptr);

    /// Each inner list is one pair of columns.
    void setFacts(const QList<QList<Fact>>& columns);
    void setFacts(const QList<Fact>& facts) { setFacts(QList<QList<Fact>>{facts}); }
    /// One more line, beneath the facts.
    void addWidget(const QString& name, QWidget* value);
    /// What stands beside a name; empty when there is none. For tests and for copying.
    [[nodiscard]] QString value(const QString& name) const;
    /// All facts as tab-separated lines.
    [[nodiscard]] QString asText() const;

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    static QWidget* makeValue(const Fact& fact);
    void fitRows();
    void addName(int row, int column, const QString& name);
    void addFact(int row, int column, const Fact& fact);

    QGridLayout* m_grid;
    QList<QList<Fact>> m_columns;
};

} // namespace strata
