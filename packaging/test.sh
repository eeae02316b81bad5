#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test.
#   bash packaging/test.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/dependencies.sh
install_missing "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
configure_and_build
ctest --test-dir build --output-on-failure --parallel "$(nproc)"
