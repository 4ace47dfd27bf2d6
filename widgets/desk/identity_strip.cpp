// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/identity_strip.h"

#include "widgets/desk/identity_item.h"
#include "widgets/parts/severity_icon.h"
#include "widgets/parts/square_button.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/verdict_words.h"

#include <QEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace strata {

IdentityStrip::IdentityStrip(QWidget* parent)
    : QWidget(parent), m_more(new SquareButton(QStringLiteral("more"), tr("More facts"), this))
{
    setObjectName(QStringLiteral("identityStrip"));
    setAccessibleName(tr("Identity of the file"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->hide();
}

void IdentityStrip::clearItems()
{
    qDeleteAll(m_items);
    m_items.clear();
    m_values = nullptr;
}

void IdentityStrip::setOpening(const QString& container, std::uint64_t bytes)
{
    clearItems();
    if (!container.isEmpty())
        addItem(tr("Container"), container, Target::Overview);
    addItem(tr("Size on disk"), words::size(bytes), Target::Overview)
        ->setToolTip(words::exact_bytes(bytes));
    arrange();
}

void IdentityStrip::setDocument(const Document& document)
{
    clearItems();
    addItem(tr("Framework"), words::framework_text(document.format), Target::Overview);
    addItem(tr("Container"), words::container_text(document), Target::Overview);
    addEstimator(document);
    if (!document.layers.empty())
        addItem(tr("Layers"), words::count(document.layers.size()), Target::Overview);
    if (const QString contents = words::contents_text(document); !contents.isEmpty())
        addItem(tr("Contents"), contents, Target::Overview);
    addArrays(document);
    if (document.identity.parameters.total)
        addItem(tr("Parameters"), words::parameters_text(document), Target::Overview);
    addItem(tr("Size on disk"), words::file_size_text(document), Target::Overview)
        ->setToolTip(words::exact_bytes(document.bytes));
    if (const QString optimizer = words::optimizer_text(document); !optimizer.isEmpty())
        addItem(tr("Optimizer"), optimizer, Target::Optimizer);
    addVerdict(document);
    arrange();
}

/// How many there are says little of a network or an estimator, unless some are not whole.
void IdentityStrip::addArrays(const Document& document)
{
    const bool described = !document.layers.empty() || document.estimator != EstimatorId::none;
    const QString arrays = words::arrays_text(document);
    if (!document.tensors.empty() &&
        (!described || arrays != words::count(document.tensors.size())))
        addItem(tr("Tensors"), arrays, Target::Weights);
}

void IdentityStrip::addEstimator(const Document& document)
{
    if (document.estimator == EstimatorId::none)
        return;
    const Estimator& estimator = document.estimators[index(document.estimator)];
    addItem(tr("Estimator"), words::class_text(document), Target::Estimator);
    if (!estimator.trees.empty())
        addItem(tr("Trees"), words::count(estimator.trees.size()), Target::Estimator);
    if (!estimator.steps.empty())
        addItem(tr("Steps"), words::count(estimator.steps.size()), Target::Estimator);
    const auto features =
        std::find_if(estimator.attributes.begin(), estimator.attributes.end(),
                     [](const FittedAttribute& entry) { return entry.first == "n_features_in_"; });
    if (features != estimator.attributes.end())
        addItem(tr("Features"), words::text_of(features->second.repr(20)), Target::Estimator);
    if (!estimator.classes.empty())
        addItem(tr("Classes"), words::class_count_text(estimator), Target::Estimator);
}

void IdentityStrip::addVerdict(const Document& document)
{
    addItem(tr("Trust"), words::trust_in_short(document), Target::Findings);
    if (document.verdict.trust)
        m_items.last()->setShort(words::trust_word(document.verdict));
    const std::optional<Trust>& level = document.verdict.trust;
    if (level == Trust::Dangerous)
        m_items.last()->setMark(QStringLiteral("shield-danger"), IconInk::Error, true);
    else if (level == Trust::Review)
        m_items.last()->setMark(QStringLiteral("shield-review"), IconInk::Warning, false);
    else
        m_items.last()->setMark(QStringLiteral("shield-ok"), IconInk::Ok, false);
    addItem(tr("Integrity"), words::integrity_in_short(document), Target::Findings);
    m_items.last()->setShort(words::integrity_word(document.verdict.integrity));
    if (document.verdict.integrity == Integrity::Complete)
        m_items.last()->setMark(QStringLiteral("ok"), IconInk::Ok, false);
    else if (document.verdict.integrity == Integrity::Incomplete)
        m_items.last()->setMark(QStringLiteral("error"), IconInk::Error, true);
    else
        m_items.last()->setMark(QStringLiteral("warning"), IconInk::Warning, false);
}

IdentityItem* IdentityStrip::addItem(const QString& caption, const QString& value, Target target)
{
    auto* const item = new IdentityItem(caption, one_line(value, 200), this);
    connect(item, &QAbstractButton::clicked, this, [this, target] { Q_EMIT targetChosen(target); });
    m_items.append(item);
    return item;
}

void IdentityStrip::setMeasured(const std::vector<Finding>& findings)
{
    const auto worse = [](const Finding& a, const Finding& b) {
        return a.severity < b.severity;
    };
    const auto gravest = std::min_element(findings.begin(), findings.end(), worse);
    if (gravest == findings.end() || gravest->severity == Severity::Note)
        return;
    if (m_values)
        m_items.removeOne(m_values);
    delete m_values;
    m_values = addItem(tr("Values"), words::describe(*gravest).message, Target::Findings);
    m_values->setMark(severity_icon_name(gravest->severity), severity_ink(gravest->severity),
                      gravest->severity == Severity::Error);
    // Before trust and integrity, which end the line.
    m_items.move(m_items.size() - 1, std::max<qsizetype>(m_items.size() - 3, 0));
    m_values->show();
    arrange();
}

QString IdentityStrip::value(const QString& caption) const
{
    for (const IdentityItem* const item : m_items) {
        if (item->caption() == caption)
            return item->value();
    }
    return {};
}

void IdentityStrip::arrange()
{
    QList<IdentityItem*> shown = m_items;
    for (IdentityItem* const item : std::as_const(m_items))
        item->showShort(false);
    const auto total = [&shown] {
        int width = 0;
        for (const IdentityItem* const item : std::as_const(shown))
            width += item->sizeHint().width();
        return width;
    };
    m_more->resize(m_more->sizeHint());
    const int more_room = m_more->width() + 16;
    m_more->menu()->clear();
    if (total() > width()) {
        for (IdentityItem* const item : std::as_const(m_items))
            item->showShort(true);
    }
    if (total() > width()) {
        while (shown.size() > 3 && total() + more_room > width()) {
            IdentityItem* const leaving = shown.takeAt((shown.size() - 2) / 2);
            QAction* const action = m_more->menu()->addAction(
                leaving->caption() + QStringLiteral(": ") +
                QString(leaving->value()).replace(QLatin1Char('&'), QStringLiteral("&&")));
            connect(action, &QAction::triggered, leaving, &QAbstractButton::click);
        }
    }
    int left = 0;
    for (IdentityItem* const item : std::as_const(m_items)) {
        const bool visible = shown.contains(item);
        item->setVisible(visible);
        if (!visible)
            continue;
        item->setRule(item != shown.last());
        item->setGeometry(left, 0, item->sizeHint().width(), height());
        left += item->sizeHint().width();
    }
    m_more->setVisible(shown.size() != m_items.size());
    m_more->move(std::min(left + 8, width() - m_more->width() - 4),
                 (height() - m_more->height()) / 2);
}

QSize IdentityStrip::sizeHint() const
{
    const QFontMetrics caption(caption_font(font()));
    const QFontMetrics value(bold_font(font()));
    return {600, std::max(46, caption.height() + value.height() + 13)};
}

QSize IdentityStrip::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void IdentityStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void IdentityStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
        arrange();
    }
}

void IdentityStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::of(palette()).frame);
}

} // namespace strata
