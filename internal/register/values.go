package register

// The functions of this file list the values of the enumerations that people enter.

func unitTypes() []UnitType {
	return []UnitType{
		PeoplesCommittee, Department, Board, Fund, PublicService, Enterprise, PartyBody, MassOrganisation, School,
		ArmedForce, OtherUnit,
	}
}

func adminLevels() []AdminLevel {
	return []AdminLevel{StateLevel, MinistryLevel, ProvinceLevel, DistrictLevel, CommuneLevel, Grassroots}
}

func commendationKinds() []CommendationKind {
	return []CommendationKind{Merit, Extraordinary, ForMovement, Dedication, Seniority, Foreign}
}

func recipientKinds() []RecipientKind {
	return []RecipientKind{UnitRecipient, PersonRecipient, HouseholdRecipient}
}

func awardForms() []AwardForm {
	return []AwardForm{
		TitlePerson, TitleCollective, TitleHousehold, Flag, Order, Medal, StateHonour, StatePrize, Badge, Certificate, Letter,
	}
}

func taskCategories() []TaskCategory {
	return []TaskCategory{
		Propaganda, StudyExample, MovementTask, CommendationQuality, Capacity, InformationTech, RoleModels, OtherTask,
	}
}

func taskStates() []TaskState { return []TaskState{Planned, InProgress, Done, Cancelled} }

func eventTypes() []EventType {
	return []EventType{Opening, CompactSigning, MidReview, CrossCheck, FinalReview, Ceremony, Council}
}

func documentKinds() []DocumentKind {
	return []DocumentKind{
		ChiThi, KetLuan, NghiQuyet, QuyDinh, Luat, NghiDinh, ThongTu, QuyetDinh, KeHoach, HuongDan, ToTrinh, BienBan, BaoCao,
	}
}

func relationKinds() []RelationKind { return []RelationKind{Continues, Amends, Replaces, Implements} }
