namespace SmartCityPia.Domain.Accounts;

/// <summary>What roles are made of. The term of each is its sentence.</summary>
public enum Permission
{
    ReadAssessments, EditAssessments, Comment, Release, ReadCity, EditCity, ReadOrganisations, EditOrganisations, AskVendors, ReadReleased,

    // Of built-in roles alone: whoever holds one of these could give themselves more, sign their own work, or see what nobody granted.
    ReadAllAssessments, Review, StandIn, Describe, Audit, ReadAuditNotes, ReadTrail, MergeOrganisations, ManageAccounts,
}
