# ksm-probe-exporter: built, put on a runtime of its own, started once for training, and copied onto a
# base without shell and package manager.
#
#   buildah build --tag ksm-probe-exporter .          docker build --tag ksm-probe-exporter .
#
# linux/amd64 and linux/arm64: nothing here names an architecture, but the AOT cache and the runtime
# are made for the one that builds, so each is built on its own machine (or emulated).
# Both bases are arguments, so that the same file builds where these registries cannot be reached;
# `make image-test` does that.
ARG BUILD_IMAGE=docker.io/library/maven:3.9.11-eclipse-temurin-25
# glibc, certificates, /etc/passwd, and nothing to run.
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# The tests are not here, and what only they use would count as unused.
RUN mvn --batch-mode --no-transfer-progress --quiet -DskipTests -Dspotless.check.skip=true \
      -Dmdep.analyze.skip=true package

COPY bin/jvm.options bin/
COPY tools/assemble tools/train-aot tools/
COPY tools/stub-cluster tools/stub-cluster
COPY tools/class-files tools/class-files
# A runtime of the needed modules, and an AOT cache from a run of the program itself.
RUN tools/assemble target /opt/ksm-probe-exporter
COPY LICENSE /opt/ksm-probe-exporter/

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=
ARG CREATED=
LABEL org.opencontainers.image.title="ksm-probe-exporter" \
      org.opencontainers.image.description="Says why kube-state-metrics probes fail, pass by accident, or break at the next upgrade." \
      org.opencontainers.image.source="https://github.com/ksmprobe/ksm-probe-exporter" \
      org.opencontainers.image.documentation="https://github.com/ksmprobe/ksm-probe-exporter#readme" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
COPY --from=build /opt/ksm-probe-exporter /opt/ksm-probe-exporter
# One malloc arena instead of one a thread.
ENV MALLOC_ARENA_MAX=1
# Any other non-root UID will do too: nothing is written, and everything is readable by all.
USER 65534:65534
EXPOSE 10117
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/ksm-probe-exporter/runtime/bin/java", "@/opt/ksm-probe-exporter/jvm.options", "-XX:AOTCache=/opt/ksm-probe-exporter/app.aot", "-jar", "/opt/ksm-probe-exporter/ksm-probe-exporter.jar"]
CMD ["run"]
