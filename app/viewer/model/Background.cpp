#include "app/viewer/model/Background.h"

#include <new>

#include "geo/project/Project.h"

namespace tanhui::viewer {

Faults faultsOf(const std::exception_ptr& thrown) {
  const auto unforeseen = [](const Message& problem) {
    return Faults{Error("tanhui-viewer", problem, say("cli.unforeseen.remedy"), ErrorKind::work)};
  };
  try {
    std::rethrow_exception(thrown);
  } catch (const ProjectFaults& faults) {
    return faults.all();
  } catch (const Error& error) {
    return {error};
  } catch (const std::bad_alloc&) {
    return unforeseen(say("cli.out_of_memory"));
  } catch (const std::exception& other) {
    return unforeseen(say("cli.unforeseen", other.what()));
  }
}

Error cannotWrite(const std::filesystem::path& file) {
  return {file.string(), say("viewer.cannot_write"), say("viewer.cannot_write.remedy"), ErrorKind::work};
}

}  // namespace tanhui::viewer
