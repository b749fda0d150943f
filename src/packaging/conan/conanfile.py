# SPDX-License-Identifier: MIT
# Conan 2, from a checkout:   conan create src/packaging/conan
# Untried: it was written from Conan's documentation.
# option shared: librawmap.so; header_only: nothing to link. Either defines what the headers need.
import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain
from conan.tools.files import copy, load


class Rawmap(ConanFile):
    name = "rawmap"
    license = "MIT"
    description = "Linux memory mapping: typed, checked, no libc"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "header_only": [True, False]}
    default_options = {"shared": False, "header_only": False}
    package_type = "library"

    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):  # runs in the checkout
        text = load(self, os.path.join(self._root(), "include", "rawmap", "core", "version.h"))
        self.version = ".".join(re.findall(r"#define RAWMAP_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text))

    def export_sources(self):
        for part in ("include/*", "arch/*", "src/*", "CMakeLists.txt", "LICENSE"):
            copy(self, part, self._root(), self.export_sources_folder)

    def configure(self):
        self.settings.rm_safe("compiler.libcxx")
        self.settings.rm_safe("compiler.cppstd")

    def package_id(self):
        if self.info.options.header_only:
            self.info.clear()

    def validate(self):
        if self.settings.os != "Linux":
            raise ConanInvalidConfiguration("rawmap is for Linux")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["RAWMAP_TOOL"] = False
        toolchain.cache_variables["RAWMAP_SHARED"] = bool(self.options.shared)  # -lrawmap would take it first
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "rawmap")
        self.cpp_info.set_property("pkg_config_name", "rawmap")
        if self.options.header_only:
            self.cpp_info.set_property("cmake_target_name", "rawmap::headers")
            self.cpp_info.libdirs = []
            return
        self.cpp_info.set_property("cmake_target_name", "rawmap::rawmap_shared" if self.options.shared else "rawmap::rawmap")
        self.cpp_info.libs = ["rawmap"]
        self.cpp_info.defines = ["RAWMAP_LINK"]
