using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Data;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadDescriptions);
        pages.AlsoInADescription("Index", "Dataset", "Item", "Table");
    }
}
