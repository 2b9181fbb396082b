package dev.trine.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folder with everything the shop is started from: `service.options`, `traffic.options`,
/// `agent/` and `lib/`.
///
/// @param path absolute
public record ShopFolder(Path path) {
    private static final String SERVICE_OPTIONS = "service.options";

    /// Looks beside the product's jar (`shop`, as it is packaged) and in the source tree
    /// (`demo/target/shop`, as the build leaves it).
    ///
    /// @param home the source tree, if the product runs from one
    /// @param jar the product's jar or classes folder
    /// @throws DemoException naming the places
    public static ShopFolder find(Optional<Path> home, Path jar) throws DemoException {
        List<Path> places = new ArrayList<>();
        home.ifPresent(root -> places.add(root.resolve("demo/target/shop")));
        places.add(jar.resolveSibling("shop"));
        places.add(jar.resolveSibling("../../demo/target/shop"));
        for (Path place : places) {
            Path path = place.toAbsolutePath().normalize();
            if (Files.isRegularFile(path.resolve(SERVICE_OPTIONS))) {
                return new ShopFolder(path);
            }
        }
        throw new DemoException(
                "the demo's files are not where they belong, "
                        + places.getFirst().toAbsolutePath().normalize()
                        + "; build them with 'mvn -pl demo package', or reinstall Trine.");
    }
}
