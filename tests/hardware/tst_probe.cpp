#include <QTest>
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "core/hardware/probe.h"

using namespace tintype;
using namespace tintype::hardware;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

}  // namespace

class TestProbe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thisMachineHasTheBasics() {
        const Machine machine = probe();
        QVERIFY(machine.cores >= 1);
        QVERIFY(machine.memoryBytes > (1u << 20));
        QVERIFY(machine.diskFreeBytes > 0);
        QVERIFY(!verdict(machine).empty());
        QVERIFY(!summary(machine).empty());
    }

    void anNvidiaCardIsFound() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        put(root / "etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        put(root / "proc/cpuinfo", "model name\t: Fast CPU @ 3GHz\nflags\t\t: fpu avx2 avx512f amx_bf16\n");
        put(root / "proc/meminfo", "MemTotal:       16384000 kB\nMemAvailable:    8192000 kB\n");
        const fs::path device = root / "sys/bus/pci/devices/0000:01:00.0";
        put(device / "class", "0x030000\n");
        put(device / "vendor", "0x10de\n");
        put(device / "device", "0x2503\n");
        put(device / "current_link_speed", "16.0 GT/s PCIe\n");
        put(device / "current_link_width", "16\n");
        fs::create_directory_symlink("/sys/bus/pci/drivers/nvidia", device / "driver");
        put(root / "sys/bus/pci/devices/0000:02:00.0/class", "0x020000\n");
        put(root / "proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA GeForce RTX 3060\nIRQ: 5\n");
        put(root / "proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.154.05  Thu\n");
        const Machine machine = probe(".", root);
        QCOMPARE(machine.system, std::string("Debian GNU/Linux 12 (bookworm)"));
        QCOMPARE(machine.processor, std::string("Fast CPU @ 3GHz"));
        QCOMPARE(machine.features, (std::vector<std::string>{"avx2", "avx512f", "amx_bf16"}));
        QCOMPARE(machine.memoryBytes, std::uint64_t(16384000) * 1024);
        QCOMPARE(machine.cards.size(), std::size_t(1));
        QCOMPARE(machine.cards[0].name, std::string("NVIDIA GeForce RTX 3060"));
        QCOMPARE(machine.cards[0].driver, std::string("nvidia 535.154.05"));
        QCOMPARE(machine.cards[0].pciLink, std::string("16.0 GT/s x16"));
        QVERIFY(machine.cards[0].cuda);
        QVERIFY(verdict(machine).english().find("RTX 3060") != std::string::npos);
    }

    void anEmptyRootIsNoError() {
        QTemporaryDir folder;
        const Machine machine = probe("/nonexistent", folder.path().toStdString());
        QVERIFY(machine.cards.empty());
        QCOMPARE(machine.diskFreeBytes, std::uint64_t(0));
        QVERIFY(!verdict(machine).empty());
    }
};

QTEST_APPLESS_MAIN(TestProbe)
#include "tst_probe.moc"
