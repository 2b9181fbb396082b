# shellcheck shell=bash disable=SC2154 # java_home and root come from the trine script
# ./trine test [ui|unit|fuzz|acceptance|e2e ...]
#
# Runs the named parts, or all of them, and ends with one plain line: N passed, N failed, N skipped.
# The exit code is 0 only when every part ran and nothing failed.

fuzz_seconds=${TRINE_FUZZ_SECONDS:-10} # for each fuzz test
results=$root/target/test-results
broken=()                              # parts that did not run to their end
fuzz_passed=0
fuzz_failed=0

run_tests() {
    local parts=("$@") part
    [ $# -gt 0 ] || parts=(ui unit fuzz acceptance e2e)
    for part in "${parts[@]}"; do
        case $part in
            ui | unit | fuzz | acceptance | e2e) ;;
            *) say "test $part: expected ui, unit, fuzz, acceptance or e2e."; exit 2 ;;
        esac
    done
    need_build_tools
    rm -rf "$results"
    mkdir -p "$results"
    touch "$results/started"
    # Classes from a quick build have not passed the checks; compile them again.
    rm -rf "$root"/{server,demo,acceptance,benchmarks}/target/{classes,test-classes,maven-status}
    for part in "${parts[@]}"; do
        echo "== $part" >&2
        "test_$part" || broken+=("$part")
    done
    summary
}

test_ui() {
    local status=0
    ui_packages || return 1
    npm_here run check || status=1
    rm -f "$root/ui/target/unit.xml"
    npm_here test || status=1
    cp "$root/ui/target/unit.xml" "$results/ui.xml" || status=1
    return $status
}

test_unit() {
    local status=0
    mvn_here -Dmaven.test.failure.ignore=true -pl server,demo,benchmarks verify || status=1
    collect server demo benchmarks
    return $status
}

test_acceptance() {
    local status=0
    find_prometheus || say "tests with a real Prometheus and promtool are SKIPPED: install Debian's package prometheus."
    mvn_here -Dmaven.test.failure.ignore=true -Dtrine.skipUnit=true -pl server,demo,acceptance verify \
        || status=1
    collect acceptance
    return $status
}

# Jazzer fuzzes one test in one process, so each gets its own; one core each, two at a time.
test_fuzz() {
    local classpath=$root/server/target/test.classpath class method
    mvn_here -q -Dtrine.skipUnit=true -pl server test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile="$classpath" || return 1
    mkdir -p "$results/fuzz"
    while read -r class method; do
        while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
        fuzz "$class" "$method" "$(cat "$classpath")" &
    done < <(fuzz_tests)
    wait
    fuzz_passed=$(find "$results/fuzz" -name '*.passed' | wc -l)
    fuzz_failed=$(find "$results/fuzz" -name '*.failed' | wc -l)
    if [ $((fuzz_passed + fuzz_failed)) = 0 ]; then
        say "no fuzz test was found."
        return 1
    fi
    [ "$fuzz_failed" = 0 ] && [ "$fuzz_passed" = "$(fuzz_tests | wc -l)" ]
}

fuzz_tests() { # "class method" of each @FuzzTest
    (cd "$root/server/src/test/java" && grep -rl '@FuzzTest' . | sort | while read -r file; do
        local class=${file#./}
        class=${class%.java}
        awk -v class="${class//\//.}" '
            /@FuzzTest/ { found = 1 }
            found && match($0, /void [A-Za-z0-9_]+\(/) {
                print class, substr($0, RSTART + 5, RLENGTH - 6)
                found = 0
            }' "$file"
    done)
}

fuzz() { # class, method, class path: leaves a file that says how it ended
    local work=$root/server/target/fuzz/$1.$2
    mkdir -p "$work"
    if (cd "$work" && JAZZER_FUZZ=1 "$java_home/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED \
        -XX:+EnableDynamicAgentLoading \
        -cp "$root/server/target/test-classes:$root/server/target/classes:$3" \
        com.code_intelligence.jazzer.Jazzer --target_class="$1" --target_method="$2" \
        --instrumentation_includes='dev.trine.**' -max_total_time="$fuzz_seconds" \
        -rss_limit_mb=0 >"$work/log" 2>&1 </dev/null); then
        : >"$results/fuzz/$1.$2.passed"
        echo "fuzz passed: $1.$2" >&2
    else
        : >"$results/fuzz/$1.$2.failed"
        {
            echo "fuzz FAILED: $1.$2, see ${work#"$root"/}/log"
            tail -40 "$work/log"
        } >&2
    fi
}

# Twice: against the UI's stand-in server, which knows every screen, and against the demo.
test_e2e() {
    local status=0
    ui_packages || return 1
    find_chromium || return 1
    npm_here run build || return 1
    CHROMIUM=$chromium npm_here run e2e || status=1
    cp -r "$root/ui/target/e2e" "$results/e2e" || status=1
    e2e_demo || status=1
    return $status
}

e2e_demo() {
    local work=$root/target/e2e-demo status=0 demo url ports
    read -ra ports <<<"$(free_ports 2)"
    rm -rf "$work"
    mkdir -p "$work"
    (build) || return 1
    (launch demo --data.dir="$work/data" --listen.http=127.0.0.1:0 --listen.otlp-grpc=127.0.0.1:0 \
        --listen.otlp-http=127.0.0.1:0 --frontend.port="${ports[0]}" \
        --backend.port="${ports[1]}" >"$work/log" 2>&1) &
    demo=$!
    if url=$(demo_url "$demo" "$work/log"); then
        CHROMIUM=$chromium TRINE_URL=$url npm_here run e2e || status=1
        cp -r "$root/ui/target/e2e" "$results/e2e-demo" || status=1
    else
        say "the demo did not start:"
        tail -20 "$work/log" >&2
        status=1
    fi
    kill "$demo" 2>/dev/null && wait "$demo" 2>/dev/null
    return $status
}

free_ports() { # how many
    node -e 'const open = Array.from({ length: +process.argv[1] }, () =>
            require("net").createServer().listen(0, "127.0.0.1"));
        setTimeout(() => {
            console.log(open.map((server) => server.address().port).join(" "));
            open.forEach((server) => server.close());
        }, 50);' "$1"
}

demo_url() { # process, log: waits for the line that names the address
    local attempt url
    for ((attempt = 0; attempt < 120; attempt++)); do
        url=$(sed -n 's#^.*\(http://127\.0\.0\.1:[0-9]*\).*$#\1#p' "$2" | tail -1)
        [ -z "$url" ] || { echo "$url"; return; }
        kill -0 "$1" 2>/dev/null || return 1
        sleep 0.5
    done
    return 1
}

# --- what the parts need --------------------------------------------------------------------------

npm_here() { (cd "$root/ui" && npm "$@"); }

ui_packages() { # Not npm ci: it refuses a lock file that lacks an optional package of some other platform.
    [ "$root/ui/node_modules/.package-lock.json" -nt "$root/ui/package-lock.json" ] && return
    npm_here install --no-save --no-audit --no-fund && touch "$root/ui/node_modules/.package-lock.json"
}

find_chromium() {
    local name attempt
    for attempt in found installed; do
        for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
            if [ -n "$name" ] && have "$name"; then
                chromium=$(command -v "$name")
                return
            fi
        done
        [ $attempt = installed ] || install_chromium || break
    done
    say "the end-to-end tests need Chromium; install it (Debian: apt-get install chromium) or set CHROMIUM to it."
    return 1
}

install_chromium() {
    local as_root=()
    have apt-get || return 1
    if [ "$(id -u)" != 0 ]; then
        have sudo && sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core)
    echo "Installing Chromium ..." >&2
    "${install[@]}" >"$results/apt.log" 2>&1 \
        || { "${as_root[@]}" apt-get update -q && "${install[@]}"; } >>"$results/apt.log" 2>&1
}

# Unpacked, not installed: that needs no root and starts no service.
find_prometheus() {
    local unpacked=$root/target/prometheus
    if have prometheus && have promtool; then return; fi
    [ -x "$unpacked/usr/bin/promtool" ] && return
    have apt-get && have dpkg-deb || return 1
    echo "Unpacking Prometheus ..." >&2
    mkdir -p "$unpacked"
    (cd "$unpacked" \
        && { apt-get download -q prometheus || { as_root apt-get update -q && apt-get download -q prometheus; }; } \
        && dpkg-deb -x prometheus_*.deb .) >"$results/apt-prometheus.log" 2>&1
    [ -x "$unpacked/usr/bin/promtool" ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else have sudo && sudo -n "$@"; fi
}

# --- counting -------------------------------------------------------------------------------------

collect() { # modules...: takes their reports of this run
    local module
    for module in "$@"; do
        if [ -d "$root/$module/target/surefire-reports" ]; then
            mkdir -p "$results/$module"
            find "$root/$module/target/surefire-reports" -name 'TEST-*.xml' -newer "$results/started" \
                -exec cp {} "$results/$module/" \;
        fi
    done
}

summary() {
    local counts passed failed skipped part
    counts=$(find "$results" -name '*.xml' -exec cat {} + | tr '\n' ' ' | grep -o '<testsuite [^>]*>' | awk '
        function count(name) {
            return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH) + 0 : 0
        }
        {
            bad = count("failures") + count("errors")
            failed += bad
            skipped += count("skipped")
            passed += count("tests") - bad - count("skipped")
        }
        END { print passed + 0, failed + 0, skipped + 0 }' || true)
    read -r passed failed skipped <<<"${counts:-0 0 0}"
    passed=$((passed + fuzz_passed))
    failed=$((failed + fuzz_failed))
    for part in "${broken[@]}"; do echo "did not succeed: $part" >&2; done
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ] && [ ${#broken[@]} = 0 ] && [ "$passed" -gt 0 ]
}
