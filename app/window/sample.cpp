// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sample.h"

#include "widgets/words/number_words.h"

#include <QCoreApplication>
#include <QDir>

namespace strata {

Sample find_sample()
{
    // In the build tree the program lies in bin, once installed in libexec/strata; the shared data
    // stands beside either.
    const QString beside = QCoreApplication::applicationDirPath();
    for (const char* const folder : {"/../share/strata/sample", "/../../share/strata/sample"}) {
        const QFileInfoList files =
            QDir(beside + QLatin1String(folder))
                .entryInfoList({QStringLiteral("*.joblib")}, QDir::Files, QDir::Name);
        if (!files.isEmpty())
            return {files.first().canonicalFilePath(),
                    QCoreApplication::translate(
                        "Sample", "A trained scikit-learn forest that ships with the program, %1")
                        .arg(words::size(static_cast<std::uint64_t>(files.first().size())))};
    }
    return {};
}

} // namespace strata
