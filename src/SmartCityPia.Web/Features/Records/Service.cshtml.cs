using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame;

namespace SmartCityPia.Web.Features.Records;

/// <summary>What the record of processing says of one service, and which fields it lacks.</summary>
public sealed class ServiceModel : DossierPage
{
    public ProcessingRecord Record => ProcessingRecord.Of(Dossier);
}
