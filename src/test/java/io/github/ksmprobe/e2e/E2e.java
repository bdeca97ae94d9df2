package io.github.ksmprobe.e2e;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the scenarios in the cluster that tools/e2e/cluster started. Arguments are names of
 * scenarios, such as Upgrade; without any, all of them are run. They are no tests of the build,
 * which has no cluster, so they are not named as such.
 */
final class E2e implements TestExecutionListener {

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final ConcurrentHashMap<String, Long> begun = new ConcurrentHashMap<>();

  private E2e() {}

  public static void main(String[] args) {
    String names = args.length == 0 ? ".*" : Stream.of(args).collect(Collectors.joining("|"));
    E2e told = new E2e();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(E2e.class.getPackageName()))
                .filters(ClassNameFilter.includeClassNamePatterns(".*\\.(" + names + ")Scenario"))
                .build(),
            told);
    System.out.println(told.passed + " passed, " + told.failed + " failed");
    System.exit(told.failed.get() == 0 && told.passed.get() > 0 ? 0 : 1);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    begun.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (!test.isTest() && good) {
      return;
    }
    (good ? passed : failed).incrementAndGet();
    long began = begun.getOrDefault(test.getUniqueId(), System.nanoTime());
    double seconds = (System.nanoTime() - began) / 1e9;
    String name = test.getDisplayName().replace("()", "").replace('_', ' ');
    System.out.printf(Locale.ROOT, "  %-4s %5.0fs  %s%n", good ? "ok" : "FAIL", seconds, name);
    result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(System.out));
  }
}
