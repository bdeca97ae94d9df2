# Everything a developer or a machine needs; `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MVN ?= mvn

# Debian's Maven brings libraries that a current JDK warns of, and ends each run with colour codes.
MAVEN_ENV = JAVA_HOME="$$(bin/find-jdk)" MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow -Djansi.noreset=true $${MAVEN_OPTS:-}"
PLAIN = --batch-mode --no-transfer-progress -Dstyle.color=never
MAVEN = $(MAVEN_ENV) $(MVN) $(PLAIN) --quiet

# Programs that the tests render manifests with; nothing happens where they are at hand.
RENDERERS = tools/get-go-tool helm && tools/get-go-tool kustomize

.PHONY: help build demo test soak image-test e2e bench bench-cluster bench-leak bench-scan dist format docs rules promtool-current screenshots a11y clean

help: ## Lists these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

build: ## Compiles and packages, without tests
	@bin/find-jdk >/dev/null
	@$(MAVEN) -DskipTests package

demo: build ## Simulated pods, the exporter on them, page and metrics; ONCE=1 prints one round and ends
	@bin/ksm-probe-exporter demo $(if $(ONCE),--once)

test: ## Everything that CI runs: format check, compiler gate, all tests
	@bin/find-jdk >/dev/null
	@$(RENDERERS)
	@$(MAVEN_ENV) $(MVN) $(PLAIN) spotless:check verify
	@JAVA_HOME="$$(bin/find-jdk)" tools/dist-test
	@if [ "$$(id -u)" = 0 ]; then JAVA_HOME="$$(bin/find-jdk)" tools/image-test; \
	else echo "The image is not built and run here: that needs root (sudo -E make image-test)."; fi

soak: ## Campaigns of hostile and mutated input; MINUTES=10 SEED= CAMPAIGNS= CASE=
	@tools/soak SEED="$(SEED)" MINUTES="$(MINUTES)" CAMPAIGNS="$(CAMPAIGNS)" CASE="$(CASE)" SHORT="$(SHORT)"

image-test: ## Builds the image without a registry and runs it (needs root and Debian's buildah)
	@JAVA_HOME="$$(bin/find-jdk)" tools/image-test

e2e: ## The image in a real cluster that is started here; ONLY="Upgrade CrashLoop" (needs root, and Go the first time)
	@tools/e2e/run $(ONLY)

bench: build ## Measures memory, CPU and times beside blackbox_exporter, for docs/performance.md
	@JAVA_HOME="$$(bin/find-jdk)" tools/bench

format: ## Formats the code
	@bin/find-jdk >/dev/null
	@$(MAVEN) spotless:apply

docs: ## Writes the reference pages and the dashboards anew from the code
	@bin/find-jdk >/dev/null
	@$(MAVEN) test -Dtest=ReferenceDocsTest,DashboardFilesTest -Ddocs.update=true -Ddashboards.update=true -Dsurefire.failIfNoSpecifiedTests=false
	@tools/sync-deploy

rules: ## Writes the PrometheusRule anew from the plain rule file
	@mkdir -p target
	@tools/render-rules --prometheus-rule > target/prometheusrule.yaml.new
	@mv target/prometheusrule.yaml.new alerts/ksm-probe-exporter.prometheusrule.yaml

promtool-current: ## Tests alerts and dashboards on a current Prometheus as well (needs Go, some minutes)
	@$(RENDERERS)
	@$(MAVEN_ENV) tools/promtool-current $(MVN) $(PLAIN)

screenshots: build ## Pictures of the page in docs/images, from the demo; needs Chromium and Node.js
	@tools/page/run screenshots docs/images
	@PAGE_URL=docs/images/scan.ansi tools/page/run terminal docs/images/scan.png

a11y: build ## Checks the page for accessibility with axe-core; needs Chromium and Node.js
	@tools/page/run a11y

bench-cluster: build ## Measures the watcher of a whole cluster; PODS="100 300 1000"
	@bin/bench-cluster $(or $(PODS),100 300 1000)

dist: build ## An archive with a runtime of its own for this machine, in target/dist
	@JAVA_HOME="$$(bin/find-jdk)" tools/dist

bench-scan: ## Measures a scan of a simulated cluster; PODS=300, of which each DEAD=20th hangs
	@JAVA_HOME="$$(bin/find-jdk)" bin/bench-scan $(or $(PODS),300) $(or $(DEAD),20)

bench-leak: ## Sends 100,000 requests and fails where memory, threads or files grew; REQUESTS=100000
	@bin/bench-leak $(or $(REQUESTS),100000)

clean: ## Removes what was built
	@rm -rf target
