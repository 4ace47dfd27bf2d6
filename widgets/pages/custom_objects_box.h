// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/parts/box.h"

namespace strata {

class FactsGrid;

/// The classes and functions that no framework ships: where they are used, and the line that loads
/// the model with them.
class CustomObjectsBox : public Box {
    Q_OBJECT

public:
    explicit CustomObjectsBox(const Document& document, QWidget* parent = nullptr);

Q_SIGNALS:
    void layerWanted(strata::NodeId node);

private:
    void addObject(const Document& document, const CustomObject& object);
    [[nodiscard]] QWidget* makeFacts(const Document& document, const CustomObject& object);
    [[nodiscard]] QWidget* makeUsers(const Document& document, const CustomObject& object);
    static QWidget* makeLoadLine(const CustomObject& object);
};

} // namespace strata
