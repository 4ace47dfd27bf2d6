// SPDX-License-Identifier: GPL-3.0-or-later
// Runs files through a fuzz target, for builds without libFuzzer: replay FILE|FOLDER…
// A place that does not exist holds no files. Fails when one input takes longer than five seconds.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds longest{5};

bool replay(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
    const auto start = std::chrono::steady_clock::now();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (std::chrono::steady_clock::now() - start < longest)
        return true;
    std::cerr << path.string() << ": took too long\n";
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    bool good = true;
    std::size_t files = 0;
    for (int i = 1; i < argc; ++i) {
        const fs::path place(argv[i]);
        if (fs::is_regular_file(place)) {
            good &= replay(place);
            ++files;
        }
        if (!fs::is_directory(place))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(place)) {
            if (!entry.is_regular_file())
                continue;
            good &= replay(entry.path());
            ++files;
        }
    }
    std::cout << files << " inputs\n";
    return good ? 0 : 1;
}
