// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/policy.h"
#include "io/pickle/rules.h"
#include "io/pickle/team_names.h"
#include "tests/unit/pickle/pickle_test.h"

#include <set>

using namespace strata;
using namespace strata::pickle;
using namespace strata::pickle::test;

namespace {

/// A protocol 0 pickle that calls module.name with one text.
QByteArray call(const QByteArray& module, const QByteArray& name)
{
    return "c" + module + "\n" + name + "\n(S'x'\ntR.";
}

QByteArray call4(const QByteArray& module, const QByteArray& name)
{
    const auto text = [](const QByteArray& part) {
        return QByteArray("\x8c") + static_cast<char>(part.size()) + part;
    };
    return "\x80\x04" + text(module) + text(name) + "\x93)R.";
}

} // namespace

/// The verdict's policy: names, roles, and what is looked into.
class TestPicklePolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A name that may be called and is also known to be dangerous would be trusted: there is none.
    void the_lists_do_not_contradict_each_other()
    {
        for (const auto list : {allowed_python_names(), allowed_numpy_names(),
                                allowed_library_names(), allowed_sklearn_names()}) {
            for (const ListedNames& row : list) {
                if (row.use == Use::Name)
                    continue;
                const QByteArray names(row.names.data(), static_cast<int>(row.names.size()));
                for (const QByteArray& name : names.split(' ')) {
                    const std::string module(row.module);
                    const GlobalName global{module, name.toStdString(), module, name.toStdString()};
                    QVERIFY2(why_dangerous(global).empty(), global.qualified().c_str());
                    QVERIFY2(!name.isEmpty() && !name.contains('.'), global.qualified().c_str());
                }
            }
        }
    }

    void trust_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<int>("expected");
        const auto row = [](const QByteArray& pickle, Trust expected, const char* name) {
            QTest::newRow(name) << pickle << static_cast<int>(expected);
        };
        row(call("os", "system"), Trust::Dangerous, "os.system");
        row(call("posix", "popen"), Trust::Dangerous, "posix.popen");
        row(call("nt", "system"), Trust::Dangerous, "nt.system");
        row(call("commands", "getoutput"), Trust::Dangerous, "commands of Python 2");
        row(call("__builtin__", "reduce"), Trust::Dangerous, "reduce of Python 2");
        row(call("urllib2", "urlopen"), Trust::Dangerous, "urllib2");
        row(call("pip", "main"), Trust::Dangerous, "pip.main (CVE-2025-1716)");
        row(call("pip._internal.cli.main", "main"), Trust::Dangerous, "below a listed module");
        row(call4("asyncio.unix_events", "_UnixSubprocessTransport._start"), Trust::Dangerous,
            "asyncio.unix_events (CVE-2025-10157)");
        row(call4("pathlib", "os.system"), Trust::Dangerous, "a module behind a dot");
        row(call4("collections", "OrderedDict.__init__.__globals__"), Trust::Dangerous,
            "globals of a listed class");
        row(call4("collections", "OrderedDict.fromkeys"), Trust::Review,
            "something of a listed class");
        row(call("pty", "spawn"), Trust::Dangerous, "pty.spawn");
        row(call("operator", "methodcaller"), Trust::Dangerous, "methodcaller (CVE-2025-54412)");
        row(call("torch.storage", "_load_from_bytes"), Trust::Dangerous, "torch's loader");
        row(call("joblib", "load"), Trust::Dangerous, "joblib.load");
        row(call("uuid", "UUID"), Trust::Trusted, "uuid.UUID");
        row(call("ipaddress", "IPv4Address"), Trust::Trusted, "an address");
        row(call("collections", "ChainMap"), Trust::Trusted, "ChainMap");
        row(call("operator", "itemgetter"), Trust::Trusted, "itemgetter");
        row(call("operator", "attrgetter"), Trust::Dangerous, "attrgetter");
        row(call("os", "stat_result"), Trust::Trusted, "a value of os");
        row(call("os", "stat"), Trust::Dangerous, "a function of os");
        row(call4("pathlib", "os.stat_result"), Trust::Dangerous, "a value of os by another way");
        row(call("numpy.char", "chararray"), Trust::Trusted, "chararray");
        row(call("xgboost.callback", "EarlyStopping"), Trust::Trusted, "a callback of XGBoost");
        row("c__builtin__\ngetattr\n(c__builtin__\nstr\nS'lower'\ntR.", Trust::Trusted,
            "a method of str as a parameter");
        row("c__builtin__\ngetattr\n(c__builtin__\nstr\nS'format'\ntR.", Trust::Review,
            "a method of str that reaches into objects");
        row("c__builtin__\ngetattr\n(c__builtin__\nstr\nS'lower'\ntR(S'X'\ntR.", Trust::Review,
            "a method of str that is called");
        const QByteArray zone = "c__builtin__\ngetattr\n(czoneinfo\nZoneInfo\nS'_unpickle'\ntR";
        row(zone + "(S'Europe/Berlin'\nI1\ntR.", Trust::Trusted, "a time zone");
        row(zone + "(S'../../x'\nI1\ntR.", Trust::Review, "a time zone that leaves its folder");
        row(zone + "(S'/etc/x'\nI1\ntR.", Trust::Review, "a time zone by a path");
        row(zone + "(S'UTC'\nI1\ntR}b.", Trust::Dangerous, "the state of a shared time zone");
        row("c__builtin__\ngetattr\n(czoneinfo\nZoneInfo\nS'from_file'\ntR(S'x'\ntR.",
            Trust::Review, "another method of a time zone");
        const QByteArray dill = "cdill._dill\n_create_array\n(";
        const QByteArray state = "(cnumpy\nndarray\n(I0\ntS'b'\nt(I1\nNNI0\nNtNtR.";
        row(dill + "cnumpy.core.multiarray\n_reconstruct\n" + state, Trust::Trusted,
            "an array by dill");
        row(dill + "cos\nsystem\n" + state, Trust::Dangerous, "a command by dill");
        row(dill + "c__builtin__\nlist\n" + state, Trust::Dangerous, "a list by dill");
        row("cdill._dill\n_create_array\n.", Trust::Trusted, "dill's maker of arrays, named");
        row("cdill._dill\n_load_type\n(S'float'\ntR.", Trust::Trusted, "a type by dill");
        row("cdill._dill\n_load_type\n(S'CodeType'\ntR.", Trust::Dangerous, "CodeType by dill");
        row(call("dill._dill", "_create_type"), Trust::Dangerous, "another maker of dill");
        row("clogging\ngetLogger\n)R}S'disabled'\nI01\nsb.", Trust::Dangerous,
            "the state of a shared logger");
        row("clogging\ngetLogger\n)R.", Trust::Trusted, "a logger");
        row("cuuid\nSafeUUID\n(I0\ntR}S'x'\nI1\nsb.", Trust::Dangerous, "the state of a constant");
        const QByteArray booster = "cxgboost.core\nBooster\n";
        row(booster + ")\x81}S'handle'\nNsb.", Trust::Trusted, "a booster");
        row(booster + "(N(tS'/x'\ntR.", Trust::Dangerous, "a booster that reads a file");
        row(booster + "(}tR.", Trust::Review, "a booster with parameters");
        row("(clightgbm.basic\nBooster\nNNS'/x'\no.", Trust::Dangerous, "LightGBM reads a file");
        row(call("uuid", "uuid4"), Trust::Review, "unlisted standard library");
        row(call("shop.models", "Cart"), Trust::Review, "somebody's class");
        row(call("collections", "OrderedDict"), Trust::Trusted, "OrderedDict");
        row(call("sklearn.linear_model._base", "LinearRegression"), Trust::Trusted,
            "scikit-learn today");
        row(call("sklearn.ensemble.forest", "RandomForestClassifier"), Trust::Trusted,
            "scikit-learn 0.20");
        row("cnumpy\nmean\n.", Trust::Trusted, "a function that is named");
        row(call("numpy", "mean"), Trust::Review, "a function that is called");
        row("cnumpy\nmemmap\n.", Trust::Trusted, "the class of an array");
        row(call("numpy", "memmap"), Trust::Dangerous, "memmap creates a file when it is called");
        row(call("numpy._core.memmap", "memmap"), Trust::Dangerous, "memmap where it lies");
        row("cnumpy\nsize\n(dS'shape'\ncnumpy\n__builtins__\nsb.", Trust::Dangerous,
            "attribute poisoning");
        row("cnumpy\nmean\n}b.", Trust::Dangerous, "attributes of a listed function");
        row("c__builtin__\ngetattr\n(ccollections\nOrderedDict\n)RS'keys'\ntR.", Trust::Review,
            "a bound method");
        row("c__builtin__\ngetattr\n(ccollections\nOrderedDict\n)RS'__class__'\ntR.",
            Trust::Dangerous, "getattr of a dunder");
        row("c__builtin__\ngetattr\n(cshop\nmodule\nS'system'\ntR.", Trust::Dangerous,
            "getattr into something unlisted");
        row("c__builtin__\ngetattr\n.", Trust::Dangerous, "getattr that is not called");
        row("c_codecs\nencode\n(Va\nVlatin1\ntR.", Trust::Trusted, "bytes of protocol 2");
        row("c_codecs\nencode\n(Va\nVzlib\ntR.", Trust::Review, "another codec");
        row("cnumpy.core\n_ufunc_reconstruct\n(Vnumpy\nVlog1p\ntR.", Trust::Trusted, "a ufunc");
        row("cnumpy.core\n_ufunc_reconstruct\n(Vos\nVsystem\ntR.", Trust::Dangerous,
            "a ufunc that is none");
        row("cnumpy.core\n_ufunc_reconstruct\n(Vshop\nVadd\ntR.", Trust::Review,
            "a ufunc of somebody's");
        row("(I1\ntR.", Trust::Trusted, "a call of nothing");
        row("I1\n(I1\ntR.", Trust::Review, "a call of a number");
        row("Phttp://x\n.", Trust::Review, "PERSID");
        row(QByteArray("\x80\x02\x82\x07)R.", 7), Trust::Review, "EXT1");
        row("ccopyreg\n_reconstructor\n(cos\nsystem\nc__builtin__\nobject\nNtR.", Trust::Dangerous,
            "class of _reconstructor");
        row("ccollections\nOrderedDict\n(ccollections\nOrderedDict\n)RtR.", Trust::Trusted,
            "a cycle of listed calls");
    }

    void trust()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(int, expected);
        const PickleDocument document = read(pickle);
        QVERIFY2(document.verdict.trust == static_cast<Trust>(expected), findings_text(document));
    }

    /// Calls that make more than the file holds: for review, with a finding that says so.
    void exhausting_calls_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<bool>("exhausting");
        const auto row = [](const char* name, const QByteArray& pickle, bool exhausting) {
            QTest::newRow(name) << pickle << exhausting;
        };
        const auto made = [](const QByteArray& name, const QByteArray& arguments) {
            return "c" + name + "\n(" + arguments + "tR";
        };
        const QByteArray huge = "I1099511627776\n";
        const QByteArray builtin = "__builtin__\n";
        row("bytes(2**40)", made(builtin + "bytes", huge) + ".", true);
        row("bytes(16)", made(builtin + "bytes", "I16\n") + ".", false);
        row("bytearray(2**40)", made(builtin + "bytearray", huge) + ".", true);
        row("bytearray(2**80)", made(builtin + "bytearray", "L1208925819614629174706176L\n") + ".",
            true);
        row("bytearray(b'')", made(builtin + "bytearray", "S'x'\n") + ".", false);
        const QByteArray forever = made("itertools\nrepeat", "I1\n");
        row("repeat(1)", forever + ".", false);
        row("list(repeat(1))", made(builtin + "list", forever) + ".", true);
        row("list(repeat(1, 10))",
            made(builtin + "list", made("itertools\nrepeat", "I1\nI10\n")) + ".", false);
        row("set(count())", made(builtin + "set", made("itertools\ncount", "")) + ".", true);
        row("count()", made("itertools\ncount", "") + ".", false);
        row("deque(enumerate(count()))",
            made("collections\ndeque", made(builtin + "enumerate", made("itertools\ncount", ""))) +
                ".",
            true);
        row("range(2**40)", made(builtin + "xrange", huge) + ".", false);
        row("list(range(2**40))", made(builtin + "list", made(builtin + "xrange", huge)) + ".",
            true);
        row("list(range(0, -2**40, -1))",
            made(builtin + "list", made(builtin + "xrange", "I0\nI-1099511627776\nI-1\n")) + ".",
            true);
        row("list(range(0, 2**40, 2**36))",
            made(builtin + "list", made(builtin + "xrange", "I0\n" + huge + "I68719476736\n")) +
                ".",
            false);
        row("an Index of count()",
            made("pandas.core.indexes.base\nIndex", made("itertools\ncount", "")) + ".", true);
        row("ndarray((2**40,))", made("numpy\nndarray", "(" + huge + "t") + ".", true);
        row("ndarray((2**20, 2**20))", made("numpy\nndarray", "(I1048576\nI1048576\nt") + ".",
            true);
        row("ndarray((1,), 'V2000000000')", made("numpy\nndarray", "(I1\ntS'V2000000000'\n") + ".",
            true);
        row("ndarray((2,))", made("numpy\nndarray", "(I2\nt") + ".", false);
        row("_reconstruct of a shape",
            made("numpy.core.multiarray\n_reconstruct", "cnumpy\nndarray\n(" + huge + "tS'b'\n") +
                ".",
            true);
        row("csr_matrix((2**40, 1))",
            made("scipy.sparse._csr\ncsr_matrix", "(" + huge + "I1\nt") + ".", true);
        row("Fraction('1e999999999')", made("fractions\nFraction", "S'1e999999999'\n") + ".", true);
        row("Fraction('1/3')", made("fractions\nFraction", "S'1/3'\n") + ".", false);
        QByteArray many = "(";
        for (int i = 0; i < 100; ++i)
            many += made(builtin + "bytes", "I1000000\n");
        row("a hundred times a little less", many + "t.", true);
    }

    void exhausting_calls()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(bool, exhausting);
        const PickleDocument document = read(pickle);
        QVERIFY2(document.verdict.trust == (exhausting ? Trust::Review : Trust::Trusted),
                 findings_text(document));
        QVERIFY2(has_rule(document, rules::exhausting_call) == exhausting, findings_text(document));
        if (exhausting)
            QCOMPARE(find_rule(document, rules::exhausting_call)->fact("limit"),
                     std::string_view("called_items"));
    }

    void roles_and_places()
    {
        const PickleDocument document = read("cos\nsystem\np0\n0g0\n(S'x'\ntR.");
        QCOMPARE(document.globals.size(), std::size_t{1});
        const GlobalUse& use = document.globals.front();
        QCOMPARE(use.counts[0], std::uint64_t{1});
        QCOMPARE(use.counts[1], std::uint64_t{1});
        QCOMPARE(use.first_offsets[0], std::uint64_t{0});
        QCOMPARE(use.first_offsets[1], std::uint64_t{25});
        const Finding* finding = find_rule(document, rules::dangerous_global);
        QCOMPARE(finding->fact("role"), std::string_view("called"));
        QCOMPARE(finding->fact("why"), std::string_view("process"));
    }

    void raw_names_are_kept()
    {
        const PickleDocument document = read(call("__builtin__", "eval"));
        const Finding* finding = find_rule(document, rules::dangerous_global);
        QCOMPARE(finding->fact("name"), std::string_view("builtins.eval"));
        QCOMPARE(finding->fact("raw_name"), std::string_view("__builtin__.eval"));
    }

    void pickles_inside_data_data()
    {
        QTest::addColumn<QByteArray>("data");
        const QByteArray evil = "\x80\x02" + call("os", "system");
        QTest::newRow("bytes") << evil;
        QTest::newRow("protocol 0") << call("os", "system");
        QTest::newRow("base64") << evil.toBase64();
        QTest::newRow("URL-safe base64") << evil.toBase64(QByteArray::Base64UrlEncoding);
        QTest::newRow("hexadecimal") << evil.toHex();
        QTest::newRow("base64 of protocol 0") << call("os", "system").toBase64();
        QByteArray inner("\x80\x03"
                         "C");
        inner += static_cast<char>(evil.size()) + evil + ".";
        QTest::newRow("bytes in bytes") << inner;
        QTest::newRow("base64 of bytes in bytes") << inner.toBase64();
        const QByteArray zlib = qCompress(evil).mid(4); // without Qt's length
        QTest::newRow("zlib") << zlib;
        QTest::newRow("base64 of zlib") << zlib.toBase64();
        QTest::newRow("zlib in zlib") << qCompress(zlib).mid(4);
    }

    void pickles_inside_data()
    {
        QFETCH(QByteArray, data);
        const QByteArray size(1, static_cast<char>(data.size()));
        for (const QByteArray& pickle : {"\x80\x03"
                                         "C" +
                                             size + data + ".",
                                         "\x80\x02U" + size + data + ".",
                                         "\x80\x04\x8e" + size + QByteArray(7, 0) + data + "."}) {
            const PickleDocument document = read(pickle);
            QVERIFY2(document.verdict.trust == Trust::Dangerous, findings_text(document));
            QVERIFY(has_rule(document, rules::nested_pickle));
            QCOMPARE(find_rule(document, rules::dangerous_global)->fact("nested"),
                     std::string_view("yes"));
            // No row tells what it would be called with.
            QVERIFY(find_rule(document, rules::dangerous_global)
                        ->fact("call")
                        .starts_with("os.system('"));
        }
    }

    /// A team's own names need no review; what is dangerous stays so.
    void names_of_a_team()
    {
        QVERIFY(!parse_team_names("os.system\n").has_value());
        QVERIFY(!parse_team_names("shop.*\n").has_value());
        QVERIFY(!parse_team_names("shop\n").has_value());
        QVERIFY(!parse_team_names("shop.models Cart\n").has_value());
        const auto wrong = parse_team_names("# ours\n\nshop.models.Cart\nbuiltins.eval # no\n");
        QVERIFY(!wrong.has_value());
        QCOMPARE(wrong.error().detail,
                 std::string("line 4, builtins.eval, is known to be dangerous"));
        const auto names = parse_team_names("# ours\n\n shop.models.Cart  # the cart\r\n"
                                            "pathlib.os.system");
        QVERIFY(names.has_value());
        QCOMPARE(*names, (std::vector<std::string>{"shop.models.Cart", "pathlib.os.system"}));
        allow_team_names(*names);
        const auto forget = qScopeGuard([] { allow_team_names({}); });
        const PickleDocument cart = read(call("shop.models", "Cart"));
        QCOMPARE(cart.verdict.trust, std::optional(Trust::Trusted));
        QCOMPARE(find_rule(cart, rules::team_name)->fact("name"),
                 std::string_view("shop.models.Cart"));
        QCOMPARE(find_rule(cart, rules::team_name)->severity, Severity::Note);
        QCOMPARE(read(call("shop.models", "Basket")).verdict.trust, std::optional(Trust::Review));
        QCOMPARE(read(call4("pathlib", "os.system")).verdict.trust,
                 std::optional(Trust::Dangerous));
        QCOMPARE(read("cshop.models\nCart\n}S'x'\nI1\nsb.").verdict.trust,
                 std::optional(Trust::Dangerous));
    }

    /// Lists in each other that hold the same list twice double with each level.
    void shared_lists_that_expand()
    {
        const auto doubled = [](int levels) {
            QByteArray pickle("]q\0" + QByteArray(), 3);
            for (int i = 0; i < levels; ++i) {
                const char from = static_cast<char>(i);
                const char to = static_cast<char>(i + 1);
                pickle += QByteArray("(h") + from + "h" + from + "lq" + to;
            }
            return pickle + ".";
        };
        const PickleDocument laughs = read(doubled(60));
        QVERIFY(has_rule(laughs, rules::expanding_object));
        QCOMPARE(laughs.verdict.trust, std::optional(Trust::Trusted));
        QVERIFY(!has_rule(read(doubled(20)), rules::expanding_object));
        QByteArray by_dup = "]";
        for (int i = 0; i < 60; ++i)
            by_dup += "2\x86";
        QVERIFY(has_rule(read(by_dup + "."), rules::expanding_object));
        QByteArray flat = "]q";
        flat += '\0';
        flat += "0(" + QByteArray("h\0", 2).repeated(5000) + "l.";
        QVERIFY(!has_rule(read(flat), rules::expanding_object));
    }

    void data_that_only_begins_like_a_pickle()
    {
        QByteArray pickle("\x80\x03"
                          "C\x40",
                          4);
        pickle += QByteArray("\x80\x04\x00\x01", 4) + QByteArray(60, 'z') + ".";
        const PickleDocument document = read(pickle);
        QCOMPARE(document.verdict.trust, std::optional(Trust::Trusted));
        QVERIFY(!has_rule(document, rules::nested_pickle));
    }

    void old_wrappers_are_never_opened()
    {
        const auto wrapper = [](const QByteArray& file) {
            return read("cjoblib.numpy_pickle\nNDArrayWrapper\n)\x81}(S'filename'\nS'" + file +
                        "'\nS'subclass'\ncnumpy\nndarray\nub.");
        };
        const PickleDocument sibling = wrapper("model_01.npy");
        QCOMPARE(sibling.external_files.size(), std::size_t{1});
        QVERIFY(!sibling.external_files.front().escapes);
        QVERIFY(has_rule(sibling, rules::external_file));
        for (const char* name : {"../x.npy", "/etc/passwd", "a/b.npy", "..", "C:x.npy", "a\\\\b"})
            QVERIFY2(has_rule(wrapper(name), rules::external_file_escape), name);
    }

    void every_rule_is_told_once()
    {
        std::set<std::string_view> seen(rules::all.begin(), rules::all.end());
        QCOMPARE(seen.size(), rules::all.size());
    }
};

QTEST_GUILESS_MAIN(TestPicklePolicy)
#include "tst_pickle_policy.moc"
