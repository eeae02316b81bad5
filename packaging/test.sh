#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test.
#   bash packaging/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/dependencies.sh
install_missing "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
install_libtorch
configure_and_build
# A test with a clock in it can fail on a machine that is busy with something else: such a failure is shown and the
# test is run once more.
ctest --test-dir build --output-on-failure --parallel "$(nproc)" --repeat until-pass:2
