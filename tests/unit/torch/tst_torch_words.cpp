// SPDX-License-Identifier: GPL-3.0-or-later
// What torch's names mean: element types, optimizers by their settings, the names that
// torch.load(weights_only=True) lets through.
#include "io/torch/element_types.h"
#include "io/torch/optimizer_class.h"
#include "io/torch/tensor_claim.h"
#include "io/torch/weights_only.h"

#include <QTest>

using namespace strata;
using namespace strata::torch;

class TestTorchWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void element_types_data()
    {
        QTest::addColumn<QString>("storage");
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<int>("bytes");
        QTest::newRow("float") << "torch.FloatStorage"
                               << "float32" << 4;
        QTest::newRow("cuda") << "torch.cuda.HalfStorage"
                              << "float16" << 2;
        QTest::newRow("bfloat16") << "torch.BFloat16Storage"
                                  << "bfloat16" << 2;
        QTest::newRow("untyped") << "torch.storage.UntypedStorage"
                                 << "uint8" << 1;
        QTest::newRow("quantised") << "torch.QInt32Storage"
                                   << "int32" << 4;
        QTest::newRow("complex") << "torch.ComplexDoubleStorage"
                                 << "complex128" << 16;
    }

    void element_types()
    {
        QFETCH(QString, storage);
        const auto element = storage_element(storage.toStdString());
        QVERIFY(element);
        QTEST(QString::fromStdString(element->dtype.name()), "dtype");
        QTEST(static_cast<int>(element->dtype.item_size), "bytes");
    }

    void what_is_no_storage_is_none()
    {
        for (const char* const name : {"", "torch.Storage", "torch.float32", "os.FloatStorage",
                                       "torch.cuda.float32", "torch.cuda.XStorage"})
            QVERIFY2(!storage_element(name), name);
        QVERIFY(!named_element("float32"));
        QVERIFY(!named_element("torch."));
        QCOMPARE(named_element("torch.half")->name, std::string("float16"));
        QCOMPARE(named_element("torch.complex32")->dtype.item_size, std::uint64_t{4});
        QVERIFY(can_be_parameter(named_element("torch.float8_e4m3fnuz")->dtype));
        QVERIFY(!can_be_parameter(named_element("torch.int64")->dtype));
    }

    void optimizers_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QStringList>("slots_");
        QTest::addColumn<QString>("decoupled");
        QTest::addColumn<QString>("name");
        const QStringList moments = {"step", "exp_avg", "exp_avg_sq"};
        const QStringList adam = {"lr", "betas", "eps", "weight_decay", "amsgrad"};
        QTest::newRow("before 2.6") << adam << moments << ""
                                    << "Adam or AdamW";
        QTest::newRow("Adam") << adam << moments << "False"
                              << "Adam";
        QTest::newRow("AdamW") << adam << moments << "True"
                               << "AdamW";
        QTest::newRow("NAdam") << (adam + QStringList{"momentum_decay"}) << moments << ""
                               << "NAdam";
        QTest::newRow("SGD") << QStringList{"lr", "momentum", "dampening", "nesterov"}
                             << QStringList{"momentum_buffer"} << ""
                             << "SGD";
        QTest::newRow("Adamax") << QStringList{"lr", "betas", "eps"}
                                << QStringList{"exp_avg", "exp_inf"} << ""
                                << "Adamax";
        QTest::newRow("Adagrad") << QStringList{"lr", "lr_decay"} << QStringList{"sum"} << ""
                                 << "Adagrad";
        QTest::newRow("of others") << QStringList{"lr", "betas"} << moments << ""
                                   << "Adam or one like it";
        QTest::newRow("no evidence") << QStringList{"lr"} << QStringList{} << ""
                                     << "";
    }

    void optimizers()
    {
        QFETCH(QStringList, settings);
        QFETCH(QStringList, slots_);
        QFETCH(QString, decoupled);
        std::set<std::string> names;
        std::set<std::string> held;
        for (const QString& name : settings)
            names.insert(name.toStdString());
        for (const QString& name : slots_)
            held.insert(name.toStdString());
        QTEST(QString::fromStdString(guess_optimizer(names, held, decoupled.toStdString())),
              "name");
    }

    void windows()
    {
        TensorClaim claim;
        claim.shape = {2, 3};
        claim.strides = {3, 1};
        claim.offset = 4;
        QVERIFY(claim.is_contiguous() && !claim.is_fortran());
        QCOMPARE(claim.end(), std::optional<std::uint64_t>(10));
        claim.strides = {1, 2};
        QVERIFY(!claim.is_contiguous() && claim.is_fortran());
        claim.shape = {1, 3}; // the stride of an axis of one is never taken
        claim.strides = {99, 1};
        QVERIFY(claim.is_contiguous());
        claim.shape = {0, 3};
        QCOMPARE(claim.end(), std::optional<std::uint64_t>(4));
        claim.shape = {3};
        claim.strides = {~std::uint64_t{0}};
        QVERIFY(!claim.end());
    }

    void names_that_torch_lets_through()
    {
        for (const char* const name :
             {"torch._utils._rebuild_tensor_v2", "collections.OrderedDict", "torch.float8_e5m2"})
            QVERIFY2(is_weights_only_name(name), name);
        for (const char* const name : {"os.system", "torch.nn.modules.linear.Linear", "", "torch"})
            QVERIFY2(!is_weights_only_name(name), name);
    }
};

QTEST_GUILESS_MAIN(TestTorchWords)
#include "tst_torch_words.moc"
