package store_test

import (
	"testing"

	"thidua/internal/store/storetest"
)

func TestModelMeetsTheContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, newModel)
}
