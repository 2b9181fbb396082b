package dev.trine.demo;

import dev.trine.demo.shop.Backend;
import dev.trine.demo.traffic.Traffic;
import java.util.List;
import java.util.Map;

/// A parent to be killed: starts two children, prints their process ids, waits for ever.
public final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = Map.of("OTEL_SDK_DISABLED", "true");
        Process backend =
                ShopFolder.start("service.options", Backend.class, environment, "--port=0");
        Process traffic =
                ShopFolder.start(
                        "traffic.options",
                        Traffic.class,
                        Map.of(),
                        "--frontend=http://127.0.0.1:1");
        for (Process child : List.of(backend, traffic)) {
            System.out.println(child.pid());
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
