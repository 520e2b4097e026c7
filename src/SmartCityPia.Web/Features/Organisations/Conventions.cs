using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Organisations;

internal sealed class Conventions : FolderConventions
{
    public override void Add(FolderPages pages)
    {
        pages.Open(Policies.ReadOrganisations);
        pages.Open(Policies.EditOrganisations, "Edit");
        pages.Open(Policies.MergeOrganisations, "Merge");
        pages.Route("Edit", "organisations/new");
    }
}
