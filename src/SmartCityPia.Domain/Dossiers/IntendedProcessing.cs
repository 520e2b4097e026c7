using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What the service is meant to tell about people, as against what it merely allows.</summary>
public static class IntendedProcessing
{
    /// <summary>
    /// The purpose that a finding is, or null: declared there with a legal basis, drawn from this service alone, and by the controller or a
    /// processor. A recipient who can draw the same conclusion has a finding.
    /// </summary>
    public static Purpose? PurposeOf(this Dossier dossier, Finding finding) =>
        finding is { AcrossServices: false, ActorId: { } body }
        && dossier.Purposes.FirstOrDefault(p => p.LegalBasis is not null && p.Intended.Contains(finding.TypeId)) is { } purpose
        && dossier.Runs(body) ? purpose : null;

    /// <summary>Whether an organisation runs the service, as a controller or for one, and so is no recipient of it.</summary>
    public static bool Runs(this Dossier dossier, Guid organisation) => dossier.Stakeholders.Any(s => s.OrganisationId == organisation
        && s.Role is StakeholderRole.Controller or StakeholderRole.JointController or StakeholderRole.Processor or StakeholderRole.SubProcessor);

    public static bool IsIntended(this Dossier dossier, Finding finding) => dossier.PurposeOf(finding) is not null;

    /// <summary>Whether a finding asks for a decision: it is neither a hypothesis nor what the service is for.</summary>
    public static bool IsToDecide(this Dossier dossier, Finding finding) => !finding.IsHypothesis && !dossier.IsIntended(finding);
}
