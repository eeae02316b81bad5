# Debian packages Tintype needs, and a function that installs those that are missing. Sourced by try.sh and test.sh.
# Alternatives for other releases are separated by "|"; the first one the system knows is taken.

build_packages=(
    build-essential cmake ninja-build ccache lld pkg-config
    qt6-base-dev "qt6-svg-dev|libqt6svg6-dev" "qt6-tools-dev" qt6-tools-dev-tools qt6-l10n-tools
    libgl-dev libopencv-dev
    libavcodec-dev libavformat-dev libavutil-dev libavfilter-dev libswscale-dev
    libjpeg-dev libpng-dev libtiff-dev libwebp-dev libheif-dev libjxl-dev
    liblcms2-dev libexiv2-dev nlohmann-json3-dev libcli11-dev libxcb1-dev
)
# Ubuntu 24.04 has no libtorch-dev: there the wheel of PyTorch is unpacked beside the build.
libtorch_package=libtorch-dev
wheel_packages=(python3-pip)
wheel_folder=build-libtorch
wheels=(torch==2.7.1)
[ "$(uname -m)" != x86_64 ] || wheels+=(nvidia-cuda-runtime-cu12==12.6.77 nvidia-cuda-cupti-cu12==12.6.80)
run_packages=(
    libopenblas0-pthread opencv-data libqt6sql6-sqlite qt6-image-formats-plugins qt6-translations-l10n
    qt6-wayland fonts-dejavu-core fonts-noto-cjk
)
test_packages=(
    ffmpeg libimage-exiftool-perl libbenchmark-dev desktop-file-utils appstream man-db xvfb
)

known_package() {
    [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)')" ]
}

installed_package() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# choose_package "a|b": prints the one that is installed, else the first that can be had.
choose_package() {
    local choices name
    IFS='|' read -ra choices <<<"$1"
    for name in "${choices[@]}"; do
        if installed_package "$name"; then echo "$name"; return; fi
    done
    for name in "${choices[@]}"; do
        if known_package "$name"; then echo "$name"; return; fi
    done
    echo "${choices[0]}"
}

missing_packages() {
    local entry name
    for entry in "$@"; do
        name=$(choose_package "$entry")
        installed_package "$name" || echo "$name"
    done
}

# install_missing PACKAGE...: says what it installs, asks nothing, does nothing when all are there.
install_missing() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Tintype's scripts install with apt (Debian 12 and 13, Ubuntu 24.04). Please install the equivalents of:" >&2
        echo "  ${missing[*]}" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing and need root to install: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    # A fresh system knows no packages before its first update, so the names are chosen again.
    mapfile -t missing < <(missing_packages "$@")
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# install_libtorch: the system's package, or the wheel where the system has none.
install_libtorch() {
    [ ! -f "$wheel_folder/torch/lib/libtorch_cpu.so" ] || return 0
    if installed_package "$libtorch_package" || known_package "$libtorch_package"; then
        install_missing "$libtorch_package"
        return
    fi
    install_missing "${wheel_packages[@]}"
    echo "Installing: ${wheels[*]} (into $wheel_folder)"
    rm -rf "$wheel_folder.part"
    PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --no-deps --only-binary=:all: --target "$wheel_folder.part" "${wheels[@]}"
    mv "$wheel_folder.part" "$wheel_folder"
}

# configure_and_build TARGET...: Release, in build/.
configure_and_build() {
    if [ ! -f build/build.ninja ]; then
        local wheel=
        [ ! -d "$wheel_folder" ] || wheel=$PWD/$wheel_folder
        cmake --preset release -DTINTYPE_BENCH="${TINTYPE_BENCH:-OFF}" -DTINTYPE_TORCH_WHEEL="$wheel" >build.log 2>&1 || { tail -n 20 build.log >&2; return 1; }
    fi
    ninja -C build "$@"
}
