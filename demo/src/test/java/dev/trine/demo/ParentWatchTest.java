package dev.trine.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trine.demo.traffic.Traffic;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ParentWatchTest {
    @Test
    @Timeout(30)
    void aChildEndsWhenItsInputDoes() throws Exception {
        Process child =
                ShopFolder.start(
                        "traffic.options",
                        Traffic.class,
                        Map.of(),
                        "--frontend=http://127.0.0.1:1");
        assertThat(child.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        child.getOutputStream().close();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }

    @Test
    @Tag("slow")
    @Timeout(60)
    void killingTheParentLeavesNoChild() throws Exception {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<ProcessHandle> children = new ArrayList<>();
        try (BufferedReader output = parent.inputReader()) {
            for (int i = 0; i < 2; i++) {
                long pid = Long.parseLong(output.readLine());
                children.add(ProcessHandle.of(pid).orElseThrow());
            }
            assertThat(children).allMatch(ProcessHandle::isAlive);
        } finally {
            parent.destroyForcibly().waitFor();
        }
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }
}
