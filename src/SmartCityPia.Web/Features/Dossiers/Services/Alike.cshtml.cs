using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Dossiers.Services;

/// <summary>Another service that the assessment covers. The city decides that, so a vendor's description has no such page.</summary>
public sealed class AlikeModel(SaveRow<AlikeService, AlikeServiceDetails> save) : RowPage<AlikeService, AlikeServiceDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Service;

    protected override IReadOnlyList<AlikeService> Rows => Dossier.Alike;

    protected override AlikeService NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Head.AssessmentId };

    protected override string Back => "service#alike";

    protected override string NameOf(AlikeServiceDetails details) => details.Name;
}
